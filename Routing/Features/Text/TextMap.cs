using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Routing.Features.Text;

/// <summary>
/// Which characters of a text are ASCII letters, which of these are capitals, and which are blanks: one bit each, found thirty-two at a
/// time.
/// </summary>
internal readonly ref struct TextMap
{
    private const int Step = 32;

    private readonly ReadOnlySpan<byte> _letters;
    private readonly ReadOnlySpan<byte> _capitals;
    private readonly ReadOnlySpan<byte> _blanks;

    /// <param name="text">To be mapped.</param>
    /// <param name="room">Of <see cref="BytesFor"/> bytes.</param>
    public TextMap(ReadOnlySpan<char> text, Span<byte> room)
    {
        var size = room.Length / 3;
        var letters = room[..size];
        var capitals = room[size..(2 * size)];
        var blanks = room[(2 * size)..];
        var at = 0;
        for (; at <= text.Length - Step; at += Step)
        {
            Fill(text[at..], letters, capitals, blanks, at);
        }

        Span<char> last = stackalloc char[Step];
        text[at..].CopyTo(last);
        Fill(last, letters, capitals, blanks, at);
        _letters = letters;
        _capitals = capitals;
        _blanks = blanks;
    }

    /// <summary>Bytes that the maps of so many characters take: a bit each, thrice, and room to read eight bytes from any of them.</summary>
    public static int BytesFor(int characters) => 3 * ((characters / 64) + 2) * sizeof(ulong);

    /// <summary>Letters in the whole text.</summary>
    public int Letters => Count(_letters);

    /// <summary>Capitals in the whole text.</summary>
    public int Capitals => Count(_capitals);

    /// <summary>Blanks in the whole text.</summary>
    public int Blanks => Count(_blanks);

    /// <summary>The letters and blanks that follow one another from here on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WordRun RunAt(int at)
    {
        var letters = Window(_letters, at);
        return WordRun.Of(letters, Window(_capitals, at), letters | Window(_blanks, at));
    }

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
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(bits), (nint)(uint)at >> 3)) >> (at & 7);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(ReadOnlySpan<char> text, Span<byte> letters, Span<byte> capitals, Span<byte> blanks, int at)
    {
        // Saturation: no character outside ASCII may turn into a letter.
        ref var first = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        var bytes = Vector256.NarrowWithSaturation(Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, (nuint)Vector256<ushort>.Count));
        Write(letters, at, IsWithin(bytes | Vector256.Create((byte)0x20), (byte)'a'));
        Write(capitals, at, IsWithin(bytes, (byte)'A'));
        Write(blanks, at, Vector256.Equals(bytes, Vector256.Create((byte)' ')));
    }

    // As signed numbers, which is how a processor compares: the first letter becomes the least of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> IsWithin(Vector256<byte> bytes, byte first) =>
        Vector256.LessThan((bytes + Vector256.Create((byte)(128 - first))).AsSByte(), Vector256.Create((sbyte)(26 - 128))).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Span<byte> bits, int at, Vector256<byte> found) =>
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetReference(bits), (nint)(uint)at >> 3), found.ExtractMostSignificantBits());
}
