using System.Collections.Immutable;

namespace Catalog.Api.CapabilityProfiles;

/// <summary>Puts the scores of one origin beside those of the other.</summary>
internal static class ScoreMerge
{
    /// <param name="kept">What there is.</param>
    /// <param name="given">What somebody says, all of one origin.</param>
    /// <param name="origin">That origin.</param>
    /// <param name="replaces">Whether what the same origin said before and does not repeat goes.</param>
    /// <returns>Always in the same order, so that saying the same again is no change.</returns>
    public static ImmutableArray<ScoreRow> Of(
        IReadOnlyCollection<ScoreRow> kept, IReadOnlyCollection<ScoreRow> given, string origin, bool replaces)
    {
        var stays = kept.Where(row => row.Origin != origin || !replaces).ToList();
        foreach (var row in given)
        {
            var index = stays.FindIndex(row.Names);
            if (index < 0)
            {
                stays.Add(row);
            }
            else if (Overrides(row, stays[index]))
            {
                stays[index] = row;
            }
        }

        return
        [
            .. stays.OrderBy(row => row.Capability, StringComparer.Ordinal)
                .ThenBy(row => row.Source, StringComparer.Ordinal)
                .ThenBy(row => row.Dated),
        ];
    }

    // A shipped score that an operator repeats word for word stays a shipped one; one that they correct is theirs, and stays so.
    private static bool Overrides(ScoreRow given, ScoreRow kept) =>
        given.Origin == kept.Origin || (given.Origin == ScoreRow.Manual && given with { Origin = kept.Origin } != kept);
}
