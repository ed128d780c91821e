using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Providers.OpenAi;

namespace Providers.Chat;

/// <summary>Reads a text as UTF-8, piece by piece, so that a long one needs no memory of its own. A character may be cut between two pieces.</summary>
internal static class TextPieces
{
    private const int Longest = 4096;
    private const int LongestCharacter = 4;
    private const int EscapedUnit = 6;

    /// <summary>Whether a piece is white space alone. A character that is cut is none.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(piece, out var rune, out var length) != OperationStatus.Done || !Rune.IsWhiteSpace(rune))
            {
                return false;
            }

            piece = piece[length..];
        }

        return true;
    }

    public static void OfUtf8<T>(ReadOnlySpan<byte> text, T taker, Action<T, ReadOnlySpan<byte>> take)
    {
        while (!text.IsEmpty)
        {
            var piece = text[..Math.Min(text.Length, Longest)];
            take(taker, piece);
            text = text[piece.Length..];
        }
    }

    public static void OfString<T>(ReadOnlySpan<char> text, T taker, Action<T, ReadOnlySpan<byte>> take)
    {
        Span<byte> piece = stackalloc byte[Longest];
        while (!text.IsEmpty)
        {
            Utf8.FromUtf16(text, piece, out var read, out var written);
            take(taker, piece[..written]);
            text = text[read..];
        }
    }

    /// <param name="text">As it stands between the quotes of valid JSON, without half characters.</param>
    /// <param name="taker">Goes to <paramref name="take"/>.</param>
    /// <param name="take">Takes each piece.</param>
    public static void OfEscaped<T>(ReadOnlySpan<byte> text, T taker, Action<T, ReadOnlySpan<byte>> take)
    {
        Span<byte> piece = stackalloc byte[Longest];
        var length = 0;
        while (!text.IsEmpty)
        {
            if (Longest - length < LongestCharacter)
            {
                take(taker, piece[..length]);
                length = 0;
            }

            if (text[0] == (byte)'\\')
            {
                length += Unescape(ref text, piece[length..]);
                continue;
            }

            var run = text[..Math.Min(text.Length, Longest - length)];
            run = run.IndexOf((byte)'\\') is var end and >= 0 ? run[..end] : run;
            run.CopyTo(piece[length..]);
            length += run.Length;
            text = text[run.Length..];
        }

        if (length > 0)
        {
            take(taker, piece[..length]);
        }
    }

    private static int Unescape(scoped ref ReadOnlySpan<byte> text, scoped Span<byte> character)
    {
        if (JsonEscapes.Unit(text) is not { } unit)
        {
            character[0] = text[1] switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                var itself => itself,
            };
            text = text[2..];
            return 1;
        }

        text = text[EscapedUnit..];
        if (!char.IsSurrogate((char)unit))
        {
            return new Rune((char)unit).EncodeToUtf8(character);
        }

        var second = (char)JsonEscapes.Unit(text)!.Value;
        text = text[EscapedUnit..];
        return new Rune((char)unit, second).EncodeToUtf8(character);
    }
}
