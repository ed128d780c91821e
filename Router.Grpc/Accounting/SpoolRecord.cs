using System.Buffers.Binary;
using System.Text;
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

    /// <summary>Final; what explains its decision is a pattern for those behind it.</summary>
    Pattern = 4,

    /// <summary>Final; what explains its decision is told by a pattern before it.</summary>
    Alike = 5,
}

/// <summary>One record of a segment as <see cref="SpoolPad"/> writes it.</summary>
/// <param name="Kind">What it says: opened, final or void.</param>
/// <param name="Event">The event.</param>
internal readonly record struct SpoolRecord(SpoolRecordKind Kind, LedgerEvent Event)
{
    private const int HeaderLength = 9;
    private const int KindOffset = 8;

    /// <summary>Longer than any event the router writes: a length beyond it is damage, not a record.</summary>
    private const int LongestEvent = 16 * 1024 * 1024;

    /// <summary>Reads the record at the start of <paramref name="bytes"/> and moves past it.</summary>
    /// <param name="bytes">What is left of a segment.</param>
    /// <param name="patterns">Those that stand before it; one that it brings is added.</param>
    /// <param name="record">The record.</param>
    /// <returns>False when none is whole there: the write was cut short, or the bytes are damaged.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> bytes, SpoolPatterns patterns, out SpoolRecord record)
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

        record = Read((SpoolRecordKind)checkedBytes[0], checkedBytes[1..], patterns);
        bytes = bytes[(HeaderLength + size)..];
        return true;
    }

    private static SpoolRecord Read(SpoolRecordKind kind, ReadOnlySpan<byte> bytes, SpoolPatterns patterns)
    {
        if (kind == SpoolRecordKind.Alike)
        {
            var end = bytes.Length - sizeof(int);
            var begin = end - BinaryPrimitives.ReadInt32LittleEndian(bytes[end..]);
            var alike = LedgerEvent.Parser.ParseFrom(bytes[..begin]);
            alike.Decision.DecisionJson = Encoding.UTF8.GetString(patterns.Restore(bytes[begin..end]));
            return new(SpoolRecordKind.Final, alike);
        }

        var whole = LedgerEvent.Parser.ParseFrom(bytes);
        if (kind == SpoolRecordKind.Pattern)
        {
            patterns.Add(Encoding.UTF8.GetBytes(whole.Decision.DecisionJson));
            kind = SpoolRecordKind.Final;
        }

        return new(kind, whole);
    }
}
