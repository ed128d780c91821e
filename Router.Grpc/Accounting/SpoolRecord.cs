using System.Buffers.Binary;
using Aspire.Catalog.V1;

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

/// <summary>One record of a segment as <see cref="SpoolPad"/> writes it.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Event">The event.</param>
internal readonly record struct SpoolRecord(SpoolRecordKind Kind, LedgerEvent Event)
{
    private const int HeaderLength = 9;
    private const int KindOffset = 8;

    /// <summary>Longer than any event the router writes: a length beyond it is damage, not a record.</summary>
    private const int LongestEvent = 16 * 1024 * 1024;

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
