using System.Buffers;

namespace Router.Grpc.Accounting;

/// <summary>
/// Tells a text by what differs from another much like it. Each change is three numbers, in groups of seven bits: bytes of the other text
/// that are kept, bytes of it that are left out, bytes that stand in their place; then these. What follows the last change is kept.
/// </summary>
/// <remarks>
/// Made for JSON whose members always come in the same order: a change ends with the value that it is in, or where both texts have the
/// next member of the same name. Any two texts have a delta; of others it is only longer.
/// </remarks>
internal static class TextDelta
{
    private const int LongestNumber = 5;

    // Beyond these the texts have so little in common that the rest is told whole.
    private const int MostNames = 8;

    private static readonly SearchValues<byte> EndsOfValues = SearchValues.Create("\",]}"u8);

    /// <summary>Writes what makes <paramref name="text"/> of <paramref name="other"/>.</summary>
    /// <returns>False when it is longer than <paramref name="delta"/>.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> other, ReadOnlySpan<byte> text, Span<byte> delta, out int written)
    {
        for (written = 0; ;)
        {
            var kept = text.CommonPrefixLength(other);
            text = text[kept..];
            other = other[kept..];
            if (text.IsEmpty && other.IsEmpty)
            {
                return true;
            }

            var (left, put) = Meet(other, text);
            if (delta.Length - written < (3 * LongestNumber) + put)
            {
                return false;
            }

            written += Write(delta[written..], kept);
            written += Write(delta[written..], left);
            written += Write(delta[written..], put);
            text[..put].CopyTo(delta[written..]);
            written += put;
            text = text[put..];
            other = other[left..];
        }
    }

    /// <summary>Makes the text again.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The delta is of another text.</exception>
    public static ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> other, ReadOnlySpan<byte> delta)
    {
        var text = new ArrayBufferWriter<byte>(other.Length + delta.Length);
        while (!delta.IsEmpty)
        {
            var kept = Read(ref delta);
            var left = Read(ref delta);
            var put = Read(ref delta);
            text.Write(other[..kept]);
            text.Write(delta[..put]);
            other = other[(kept + left)..];
            delta = delta[put..];
        }

        text.Write(other);
        return text.WrittenSpan;
    }

    /// <summary>Where two texts that begin with a difference are the same again, as far as that is soon found.</summary>
    private static (int Other, int Text) Meet(ReadOnlySpan<byte> other, ReadOnlySpan<byte> text)
    {
        var there = other.IndexOfAny(EndsOfValues);
        var here = text.IndexOfAny(EndsOfValues);
        return there >= 0 && here >= 0 && other[there] == text[here] && !IsName(other, there) && !IsName(text, here)
            ? (there, here)
            : MeetAtName(other, text);
    }

    private static bool IsName(ReadOnlySpan<byte> text, int end) => end + 1 < text.Length && text[end + 1] == (byte)':';

    private static (int Other, int Text) MeetAtName(ReadOnlySpan<byte> other, ReadOnlySpan<byte> text)
    {
        var here = 0;
        for (var names = 0; names < MostNames; names++)
        {
            var next = text[here..].IndexOf(",\""u8);
            if (next < 0)
            {
                break;
            }

            here += next;
            var name = text[here..];
            name = name[..(name.IndexOf((byte)':') + 1)];
            if (name.Length > 0 && other.IndexOf(name) is >= 0 and var there)
            {
                return (there, here);
            }

            here++;
        }

        return (other.Length, text.Length);
    }

    private static int Write(Span<byte> target, int number)
    {
        var at = 0;
        for (; number >= 0x80; number >>= 7)
        {
            target[at++] = (byte)(number | 0x80);
        }

        target[at++] = (byte)number;
        return at;
    }

    private static int Read(ref ReadOnlySpan<byte> delta)
    {
        var number = 0;
        var at = 0;
        for (; (delta[at] & 0x80) != 0; at++)
        {
            number |= (delta[at] & 0x7F) << (7 * at);
        }

        number |= delta[at] << (7 * at);
        delta = delta[(at + 1)..];
        return number;
    }
}
