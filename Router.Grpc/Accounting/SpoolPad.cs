using System.Buffers.Binary;
using System.Text;
using Aspire.Catalog.V1;
using Google.Protobuf;

namespace Router.Grpc.Accounting;

/// <summary>
/// Writes one record of a segment: length of what follows the kind (4 bytes, little endian), CRC-32C from the kind on (4 bytes), kind
/// (1 byte), the event as protobuf. Where the decision of an event is told by a pattern, what <see cref="SpoolPatterns"/> tells comes
/// next, and its length (4 bytes, little endian).
/// </summary>
/// <remarks>
/// Each request writes three, and by far most of their cost were objects, their measuring and their copies. So the events of requests are
/// written field by field: what says nothing is left out as protobuf has it, and the length of a message takes four bytes, as if it were
/// long, so that it can be filled in once the message has ended.
/// </remarks>
internal sealed class SpoolPad
{
    private const int KindOffset = 8;
    private const int HeaderLength = 9;
    private const int VarintLimit = 10;
    private const int LengthOfMessage = 4;

    // No character takes more bytes.
    private const int MostBytesOfCharacter = 3;

    [ThreadStatic]
    private static SpoolPad? _ofThread;

    private byte[] _bytes = new byte[4096];
    private int _length;
    private ReadOnlyMemory<byte> _explanation;

    private SpoolPad()
    {
    }

    public SpoolRecordKind Kind { get; private set; }

    /// <summary>Of the event.</summary>
    public string EventId { get; private set; } = "";

    /// <summary>Begins a record on the pad of this thread, which has one.</summary>
    public static SpoolPad Begin(SpoolRecordKind kind, string eventId)
    {
        var pad = _ofThread ??= new();
        pad.Clear(kind, eventId);
        pad.Text(LedgerEvent.EventIdFieldNumber, eventId);
        return pad;
    }

    /// <summary>Writes a record of an event that is there as an object.</summary>
    public static SpoolPad Of(SpoolRecordKind kind, LedgerEvent happened)
    {
        var pad = _ofThread ??= new();
        pad.Clear(kind, happened.EventId);
        happened.WriteTo(pad.Take(happened.CalculateSize()));
        return pad;
    }

    /// <summary>Explains the decision that the event is about, with memory that stays as it is until the record is written.</summary>
    public void Explain(ReadOnlyMemory<byte> json) => _explanation = json;

    /// <summary>Ends the record, which the next one on this thread overwrites.</summary>
    /// <param name="patterns">Those of the segment that it is for.</param>
    public ReadOnlySpan<byte> ToRecord(SpoolPatterns patterns)
    {
        if (!_explanation.IsEmpty)
        {
            Kind = WriteExplanation(patterns);
        }

        var record = _bytes.AsSpan(0, _length);
        record[KindOffset] = (byte)Kind;
        BinaryPrimitives.WriteInt32LittleEndian(record, _length - HeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Crc32C.Of(record[KindOffset..]));
        return record;
    }

    /// <summary>Once the record is in its segment.</summary>
    public void AddTo(SpoolPatterns patterns)
    {
        if (Kind == SpoolRecordKind.Pattern)
        {
            patterns.Add(_explanation.Span);
        }
    }

    public void Text(int field, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        Tag(field, WireFormat.WireType.LengthDelimited);
        var most = text.Length * MostBytesOfCharacter;
        if (most > 0x7F)
        {
            Varint((ulong)Encoding.UTF8.GetByteCount(text));
            var whole = Encoding.UTF8.GetBytes(text, Take(most));
            _length -= most - whole;
            return;
        }

        var target = Take(most + 1);
        var written = Encoding.UTF8.GetBytes(text, target[1..]);
        target[0] = (byte)written;
        _length -= most - written;
    }

    /// <summary>Writes text that is there as UTF-8.</summary>
    public void Text(int field, ReadOnlySpan<byte> text)
    {
        Tag(field, WireFormat.WireType.LengthDelimited);
        Varint((ulong)text.Length);
        text.CopyTo(Take(text.Length));
    }

    public void Number(int field, long number)
    {
        if (number != 0)
        {
            Optional(field, number);
        }
    }

    /// <summary>Writes a field that may be absent, which is another thing than nought.</summary>
    public void Optional(int field, long? number)
    {
        if (number is { } known)
        {
            Tag(field, WireFormat.WireType.Varint);
            Varint((ulong)known);
        }
    }

    public void Flag(int field, bool value) => Number(field, value ? 1 : 0);

    /// <summary>Begins a message within; what is written until <see cref="End"/> is its content.</summary>
    /// <returns>What <see cref="End"/> is told.</returns>
    public int Begin(int field)
    {
        Tag(field, WireFormat.WireType.LengthDelimited);
        Take(LengthOfMessage);
        return _length;
    }

    public void End(int begin)
    {
        var length = (uint)(_length - begin);
        var target = _bytes.AsSpan(begin - LengthOfMessage, LengthOfMessage);
        target[0] = (byte)(length | 0x80);
        target[1] = (byte)((length >> 7) | 0x80);
        target[2] = (byte)((length >> 14) | 0x80);
        target[3] = (byte)(length >> 21);
    }

    private SpoolRecordKind WriteExplanation(SpoolPatterns patterns)
    {
        var json = _explanation.Span;
        var most = SpoolPatterns.MostBytes(json);
        if (patterns.TryTell(json, Take(most), out var told))
        {
            _length -= most - told;
            BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), told);
            return SpoolRecordKind.Alike;
        }

        // A message that comes in two parts is put together by whoever reads it.
        _length -= most;
        var row = Begin(LedgerEvent.DecisionFieldNumber);
        Text(DecisionEvent.DecisionJsonFieldNumber, json);
        End(row);
        return SpoolRecordKind.Pattern;
    }

    private void Clear(SpoolRecordKind kind, string eventId) => (Kind, EventId, _length, _explanation) = (kind, eventId, HeaderLength, default);

    private void Tag(int field, WireFormat.WireType type) => Varint(WireFormat.MakeTag(field, type));

    private void Varint(ulong number)
    {
        if (number < 0x80 && _length < _bytes.Length)
        {
            _bytes[_length++] = (byte)number;
            return;
        }

        var target = Take(VarintLimit);
        var at = 0;
        for (; number >= 0x80; number >>= 7)
        {
            target[at++] = (byte)(number | 0x80);
        }

        target[at++] = (byte)number;
        _length -= VarintLimit - at;
    }

    private Span<byte> Take(int size)
    {
        if (_bytes.Length - _length < size)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + size));
        }

        var taken = _bytes.AsSpan(_length, size);
        _length += size;
        return taken;
    }
}
