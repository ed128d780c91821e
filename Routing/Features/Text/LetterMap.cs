using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Routing.Features.Text;

/// <summary>Which characters of a text are ASCII letters, and which of these are capitals: one bit each. Found sixteen at a time.</summary>
internal readonly ref struct LetterMap
{
    /// <summary>What <see cref="Run"/> says of longer words.</summary>
    public const int LongestRun = 56;

    private const int Step = 16;

    private readonly ReadOnlySpan<byte> _letters;
    private readonly ReadOnlySpan<byte> _capitals;

    /// <param name="text">To be mapped.</param>
    /// <param name="letters">Room for <see cref="BytesFor"/> bytes.</param>
    /// <param name="capitals">As much again.</param>
    public LetterMap(ReadOnlySpan<char> text, Span<byte> letters, Span<byte> capitals)
    {
        _letters = letters;
        _capitals = capitals;
        ref var start = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        var at = 0;
        for (; at <= text.Length - Step; at += Step)
        {
            // Saturation: no character outside ASCII may turn into a letter.
            var bytes = Vector128.NarrowWithSaturation(
                Vector128.LoadUnsafe(ref start, (nuint)at), Vector128.LoadUnsafe(ref start, (nuint)(at + Vector128<ushort>.Count)));
            Write(letters, at, IsWithin(bytes | Vector128.Create((byte)0x20), (byte)'a').ExtractMostSignificantBits());
            Write(capitals, at, IsWithin(bytes, (byte)'A').ExtractMostSignificantBits());
        }

        uint lastLetters = 0, lastCapitals = 0;
        for (var i = at; i < text.Length; i++)
        {
            lastLetters |= (char.IsAsciiLetter(text[i]) ? 1u : 0) << (i - at);
            lastCapitals |= (char.IsAsciiLetterUpper(text[i]) ? 1u : 0) << (i - at);
        }

        Write(letters, at, lastLetters);
        Write(capitals, at, lastCapitals);
    }

    /// <summary>Bytes that the map of so many characters takes: a bit each, and room to read eight bytes from any of them. A multiple of eight.</summary>
    public static int BytesFor(int characters) => ((characters / 64) + 3) * sizeof(ulong);

    /// <summary>Letters in the whole text.</summary>
    public int Letters => Count(_letters);

    /// <summary>Capitals in the whole text.</summary>
    public int Capitals => Count(_capitals);

    /// <summary>How many letters follow one another from here on; <see cref="LongestRun"/> for that many or more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Run(int at) => Math.Min(BitOperations.TrailingZeroCount(~Window(_letters, at)), LongestRun);

    /// <summary>Whether the next letters are all capitals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AreCapitals(int at, int length) => BitOperations.TrailingZeroCount(~Window(_capitals, at)) >= length;

    private static int Count(ReadOnlySpan<byte> bits)
    {
        var count = 0;
        foreach (var many in MemoryMarshal.Cast<byte, ulong>(bits))
        {
            count += BitOperations.PopCount(many);
        }

        return count;
    }

    // At least 57 bits from any place on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Window(ReadOnlySpan<byte> bits, int at) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(bits), at >> 3)) >> (at & 7);

    private static Vector128<byte> IsWithin(Vector128<byte> bytes, byte first) =>
        Vector128.LessThan(bytes - Vector128.Create(first), Vector128.Create((byte)26));

    private static void Write(Span<byte> bits, int at, uint sixteen) =>
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetReference(bits), at >> 3), (ushort)sixteen);
}
