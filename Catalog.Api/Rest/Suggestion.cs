namespace Catalog.Api.Rest;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Suggestion
{
    private const int LongestCompared = 60;

    /// <returns>The nearest of the names, null when none is near.</returns>
    public static string? For(string written, IEnumerable<string> names)
    {
        var plain = Plain(written);
        if (plain.Length is 0 or > LongestCompared)
        {
            return null;
        }

        return names
            .Select(name => (Name: name, Distance: Distance(plain, Plain(name))))
            .Where(candidate => candidate.Distance <= Math.Max(1, plain.Length / 3))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>As the end of a sentence: <c>; did you mean 'free'?</c>, or a full stop.</summary>
    public static string Clause(string written, IEnumerable<string> names) =>
        For(written, names) is { } near ? $"; did you mean '{near}'?" : ".";

    // is_free, isFree and Free mean one thing, and so do a name and its plural.
    private static string Plain(string name)
    {
        var letters = new string([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
        return letters.StartsWith("is", StringComparison.Ordinal) && letters.Length > 4 ? letters[2..] : letters;
    }

    // Levenshtein's distance.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
