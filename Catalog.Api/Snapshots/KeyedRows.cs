using System.Collections.Immutable;

namespace Catalog.Api.Snapshots;

/// <summary>Replaces some rows of an ordered list; the others stay the same objects, which keeps comparing snapshots cheap.</summary>
internal static class KeyedRows
{
    /// <param name="rows">What was.</param>
    /// <param name="key">Each row's key, by which the result is ordered.</param>
    /// <param name="changed">Keys whose rows are no longer what they were.</param>
    /// <param name="now">What these rows are now; a key that is missing was removed.</param>
    public static ImmutableArray<T> Merge<T>(ImmutableArray<T> rows, Func<T, string> key, IEnumerable<string> changed, IEnumerable<T> now)
    {
        var gone = changed.ToHashSet(StringComparer.Ordinal);
        return [.. rows.Where(row => !gone.Contains(key(row))).Concat(now).OrderBy(key, StringComparer.Ordinal)];
    }
}
