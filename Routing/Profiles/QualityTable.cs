using System.Collections.Frozen;
using System.Collections.Immutable;
using Routing.Catalog;

namespace Routing.Profiles;

/// <summary>The quality of every model at every kind of work, ready for ranking. Built once per snapshot.</summary>
/// <remarks>Quality = score of record × success rate × routing weight, rounded half up, at most 1,000.</remarks>
internal sealed class QualityTable
{
    private const int Unknown = -1;
    private const long Thousandths = 1_000;

    private readonly FrozenDictionary<ModelId, Row> _rows;

    public QualityTable(ImmutableArray<ModelCapabilityProfile> profiles)
    {
        var rows = new Dictionary<ModelId, Row>(profiles.Length);
        foreach (var profile in profiles)
        {
            if (profile.IsActive is not false)
            {
                rows.TryAdd(profile.Model, new(profile.Priority ?? 0, [.. RatedCapabilities.All.Select(capability => Quality(profile, capability))]));
            }
        }

        _rows = rows.ToFrozenDictionary();
    }

    public int? QualityOf(ModelId model, RatedCapability capability) =>
        _rows.TryGetValue(model, out var row) && row.Qualities[(int)capability] is not Unknown and var quality ? quality : null;

    public int PriorityOf(ModelId model) => _rows.TryGetValue(model, out var row) ? row.Priority : 0;

    private static int Quality(ModelCapabilityProfile profile, RatedCapability capability)
    {
        if (ScoreOfRecord.Of(profile.Scores, capability) is not { } score)
        {
            return Unknown;
        }

        var product = score.ScoreMillis * (profile.SuccessRateMillis ?? Thousandths) * (profile.RoutingWeightMillis ?? Thousandths);
        const long Divisor = Thousandths * Thousandths;
        return (int)Math.Min((product + (Divisor / 2)) / Divisor, CapabilityScore.Highest);
    }

    private sealed record Row(int Priority, ImmutableArray<int> Qualities);
}
