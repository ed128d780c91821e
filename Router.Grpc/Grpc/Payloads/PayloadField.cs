using System.Buffers;
using Google.Protobuf;

namespace Router.Grpc.Grpc.Payloads;

/// <summary>One field of a message as it stands on the wire.</summary>
/// <param name="Number">Which.</param>
/// <param name="TagLength">Bytes of its tag.</param>
/// <param name="Length">Bytes of all of it.</param>
/// <param name="Value">What it holds where that has a length of its own; null for a number.</param>
internal readonly record struct PayloadField(int Number, int TagLength, int Length, ReadOnlyMemory<byte>? Value)
{
    private const int LongestVarint = 10;

    /// <summary>Reads the first field.</summary>
    /// <returns>False when it is cut short, or of a kind that proto3 does not have.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> fields, out PayloadField field)
    {
        field = default;
        var span = fields.Span;
        if (!TryReadVarint(span, out var tag, out var tagLength) || tag > uint.MaxValue)
        {
            return false;
        }

        var number = WireFormat.GetTagFieldNumber((uint)tag);
        var end = tagLength;
        switch (WireFormat.GetTagWireType((uint)tag))
        {
            case WireFormat.WireType.Varint when TryReadVarint(span[tagLength..], out _, out var length):
                end += length;
                break;
            case WireFormat.WireType.Fixed64:
                end += sizeof(ulong);
                break;
            case WireFormat.WireType.Fixed32:
                end += sizeof(uint);
                break;
            case WireFormat.WireType.LengthDelimited when TryReadVarint(span[tagLength..], out var size, out var length) && size <= (ulong)span.Length:
                end += length + (int)size;
                if (end <= span.Length)
                {
                    field = new(number, tagLength, end, fields[(tagLength + length)..end]);
                    return true;
                }

                return false;
            default:
                return false;
        }

        field = new(number, tagLength, end, null);
        return end <= span.Length;
    }

    /// <summary>Writes the beginning of a field that has a length.</summary>
    /// <returns>Bytes that this takes where there is no output.</returns>
    public static int WriteHead(int number, int length, IBufferWriter<byte>? output)
    {
        var tag = WireFormat.MakeTag(number, WireFormat.WireType.LengthDelimited);
        if (output is not null)
        {
            WriteVarint(tag, output);
            WriteLength(length, output);
        }

        return CodedOutputStream.ComputeUInt32Size(tag) + CodedOutputStream.ComputeLengthSize(length);
    }

    /// <summary>Writes a length.</summary>
    public static void WriteLength(int length, IBufferWriter<byte> output) => WriteVarint((uint)length, output);

    private static void WriteVarint(uint value, IBufferWriter<byte> output)
    {
        var bytes = output.GetSpan(LongestVarint);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            bytes[length++] = (byte)(value | 0x80);
        }

        bytes[length++] = (byte)value;
        output.Advance(length);
    }

    private static bool TryReadVarint(ReadOnlySpan<byte> bytes, out ulong value, out int length)
    {
        value = 0;
        for (length = 0; length < bytes.Length && length < LongestVarint; length++)
        {
            value |= (ulong)(bytes[length] & 0x7F) << (7 * length);
            if (bytes[length] < 0x80)
            {
                length++;
                return true;
            }
        }

        return false;
    }
}
