namespace Routing.Profiles;

/// <summary>
/// Says which of several contradicting scores counts. The stronger basis wins; of equal ones the newer date; then the higher
/// confidence; then the lower score, since a model rated too high does more harm than one rated too low; then the source that
/// comes first by name. This orders all scores there can be, so the order in which they are given does not matter.
/// </summary>
public static class ScoreOfRecord
{
    /// <summary>The better claim comes first.</summary>
    public static readonly IComparer<CapabilityScore> Order = Comparer<CapabilityScore>.Create(Compare);

    /// <summary>The score that counts; null when nothing was said about the capability.</summary>
    public static CapabilityScore? Of(IEnumerable<CapabilityScore> scores, RatedCapability capability)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return scores.Where(score => score.Capability == capability).Min(Order);
    }

    private static int Compare(CapabilityScore left, CapabilityScore right)
    {
        var order = left.Capability.CompareTo(right.Capability);
        order = order != 0 ? order : left.Basis.CompareTo(right.Basis);
        order = order != 0 ? order : right.Date.CompareTo(left.Date);
        order = order != 0 ? order : right.ConfidenceMillis.CompareTo(left.ConfidenceMillis);
        order = order != 0 ? order : left.ScoreMillis.CompareTo(right.ScoreMillis);
        return order != 0 ? order : string.CompareOrdinal(left.Source, right.Source);
    }
}
