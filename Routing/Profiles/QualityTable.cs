using System.Collections.Frozen;
using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Feedback;

namespace Routing.Profiles;

/// <summary>The quality of every model at every kind of work, ready for ranking. Built once per snapshot.</summary>
/// <remarks>Quality = score of record, corrected by callers' verdicts, × success rate × routing weight, rounded half up, at most 1,000.</remarks>
internal sealed class QualityTable
{
    private const int Unknown = -1;
    private const long Thousandths = 1_000;

    private readonly FrozenDictionary<ModelId, Row> _rows;

    public QualityTable(ImmutableArray<ModelCapabilityProfile> profiles, ImmutableArray<QualityEstimate> estimates)
    {
        var active = new Dictionary<ModelId, ModelCapabilityProfile>(profiles.Length);
        foreach (var profile in profiles)
        {
            if (profile.IsActive is not false)
            {
                active.TryAdd(profile.Model, profile);
            }
        }

        var verdicts = estimates.ToLookup(static estimate => estimate.Model);
        _rows = active.Values
            .Concat(verdicts.Where(judged => !active.ContainsKey(judged.Key)).Select(judged => new ModelCapabilityProfile { Model = judged.Key }))
            .ToFrozenDictionary(static profile => profile.Model, profile => RowOf(profile, verdicts[profile.Model]));
    }

    public int? QualityOf(ModelId model, RatedCapability capability) =>
        _rows.TryGetValue(model, out var row) && row.Qualities[(int)capability] is not Unknown and var quality ? quality : null;

    /// <summary>The quality at each kind of work in the order of <see cref="RatedCapability"/>, -1 where nobody knows; null when nobody knows any.</summary>
    public int[]? AllOf(ModelId model) => _rows.TryGetValue(model, out var row) ? [.. row.Qualities] : null;

    public int PriorityOf(ModelId model) => _rows.TryGetValue(model, out var row) ? row.Priority : 0;

    private static Row RowOf(ModelCapabilityProfile profile, IEnumerable<QualityEstimate> verdicts) => new(
        profile.Priority ?? 0,
        [.. RatedCapabilities.All.Select(capability => Quality(profile, capability, verdicts.FirstOrDefault(estimate => estimate.Capability == capability)))]);

    private static int Quality(ModelCapabilityProfile profile, RatedCapability capability, QualityEstimate? verdicts)
    {
        var score = ScoreOfRecord.Of(profile.Scores, capability)?.ScoreMillis;
        var corrected = verdicts is null ? score : verdicts.Correct(score);
        if (corrected is not { } known)
        {
            return Unknown;
        }

        var product = known * (profile.SuccessRateMillis ?? Thousandths) * (profile.RoutingWeightMillis ?? Thousandths);
        const long Divisor = Thousandths * Thousandths;
        return (int)Math.Min((product + (Divisor / 2)) / Divisor, CapabilityScore.Highest);
    }

    private sealed record Row(int Priority, ImmutableArray<int> Qualities);
}
