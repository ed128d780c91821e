using System.Buffers;
using System.Runtime.CompilerServices;

namespace Routing.Decisions;

/// <summary>Arrays that a decision borrows while it is made.</summary>
internal static class Borrowed
{
    /// <summary>Exchanges a full array for a larger one with the same content.</summary>
    public static void Grow<T>(ref T[] full, int needed)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(full.Length * 2, needed));
        full.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(full, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        full = larger;
    }
}
