using System.Buffers.Binary;
using Aspire.Catalog.V1;
using Google.Protobuf;

namespace Router.Grpc.Accounting;

/// <summary>What a record of the spool says about its event.</summary>
internal enum SpoolRecordKind : byte
{
    /// <summary>The attempt is about to reach a provider; the event is what the ledger gets if nothing more is heard of it.</summary>
    Opened = 1,

    /// <summary>The event is final.</summary>
    Final = 2,

    /// <summary>The attempt reached no provider: there is nothing to tell. Of the event only the id is written.</summary>
    Void = 3,
}

/// <summary>
/// One record of a segment: length of the event (4 bytes, little endian), CRC-32C of kind and event (4 bytes),
/// kind (1 byte), the event as protobuf.
/// </summary>
/// <param name="Kind">What it says.</param>
/// <param name="Event">The event.</param>
internal readonly record struct SpoolRecord(SpoolRecordKind Kind, LedgerEvent Event)
{
    private const byte DecisionTag = (LedgerEvent.DecisionFieldNumber << 3) | 2;
    private const byte JsonTag = (DecisionEvent.DecisionJsonFieldNumber << 3) | 2;

    private const int HeaderLength = 9;
    private const int KindOffset = 8;

    /// <summary>Longer than any event the router writes: a length beyond it is damage, not a record.</summary>
    private const int LongestEvent = 16 * 1024 * 1024;

    /// <summary>The JSON of the event's decision, where the event itself leaves it out; empty in what is read.</summary>
    public ReadOnlyMemory<byte> DecisionJson { get; init; }

    /// <summary>Writes the record to the start of <paramref name="buffer"/>, which grows as needed.</summary>
    /// <returns>The record's length.</returns>
    public int Write(ref byte[] buffer)
    {
        var eventSize = Event.CalculateSize();
        var size = eventSize + PieceSize(DecisionJson.Length);
        var length = HeaderLength + size;
        if (buffer.Length < length)
        {
            buffer = new byte[length * 2];
        }

        var record = buffer.AsSpan(0, length);
        Event.WriteTo(record.Slice(HeaderLength, eventSize));
        WritePiece(DecisionJson.Span, record[(HeaderLength + eventSize)..]);
        record[KindOffset] = (byte)Kind;
        BinaryPrimitives.WriteInt32LittleEndian(record, size);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Crc32C.Of(record[KindOffset..]));
        return length;
    }

    // In protobuf a second piece of a message adds to the first, so that a long text need not become a string on its way.
    private static int PieceSize(int json)
    {
        var inner = 1 + CodedOutputStream.ComputeLengthSize(json) + json;
        return json == 0 ? 0 : 1 + CodedOutputStream.ComputeLengthSize(inner) + inner;
    }

    private static void WritePiece(ReadOnlySpan<byte> json, Span<byte> to)
    {
        if (json.IsEmpty)
        {
            return;
        }

        to[0] = DecisionTag;
        var at = 1 + WriteLength(1 + CodedOutputStream.ComputeLengthSize(json.Length) + json.Length, to[1..]);
        to[at++] = JsonTag;
        at += WriteLength(json.Length, to[at..]);
        json.CopyTo(to[at..]);
    }

    private static int WriteLength(int length, Span<byte> to)
    {
        var at = 0;
        for (; length >= 0x80; length >>= 7)
        {
            to[at++] = (byte)(length | 0x80);
        }

        to[at++] = (byte)length;
        return at;
    }

    /// <summary>Reads the record at the start of <paramref name="bytes"/> and moves past it.</summary>
    /// <returns>False when none is whole there: the write was cut short, or the bytes are damaged.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> bytes, out SpoolRecord record)
    {
        record = default;
        if (bytes.Length < HeaderLength)
        {
            return false;
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (size is < 0 or > LongestEvent || bytes.Length < HeaderLength + size)
        {
            return false;
        }

        var checkedBytes = bytes[KindOffset..(HeaderLength + size)];
        if (Crc32C.Of(checkedBytes) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]))
        {
            return false;
        }

        record = new((SpoolRecordKind)checkedBytes[0], LedgerEvent.Parser.ParseFrom(checkedBytes[1..]));
        bytes = bytes[(HeaderLength + size)..];
        return true;
    }
}
