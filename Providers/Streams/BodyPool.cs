using System.Buffers;

namespace Providers.Streams;

/// <summary>
/// Arrays for bodies that in arrays of their own would be large objects, which only a collection of everything frees. Not the shared pool:
/// it keeps arrays for each thread, of which a body that travels from one to the other finds none.
/// </summary>
public static class BodyPool
{
    /// <summary>Bodies up to this length are worth an array of their own.</summary>
    public const int LongestApart = 64 * 1024;

    /// <summary>Longest that is kept; what is longer is made and left to the collector.</summary>
    public const int Longest = 1024 * 1024;

    private const int MostKept = 32;

    private static readonly ArrayPool<byte> Large = ArrayPool<byte>.Create(Longest, MostKept);

    /// <summary>An array of at least this length, whose content is anything.</summary>
    public static byte[] Rent(int length) => PoolOf(length).Rent(length);

    /// <summary>Gives an array back that nobody looks at any more. One that is not given back is the collector's.</summary>
    public static void Return(byte[] array)
    {
        ArgumentNullException.ThrowIfNull(array);
        PoolOf(array.Length).Return(array);
    }

    private static ArrayPool<byte> PoolOf(int length) => length <= LongestApart ? ArrayPool<byte>.Shared : Large;
}
