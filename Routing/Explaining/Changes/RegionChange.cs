using Routing.Decisions;
using Routing.Features;

namespace Routing.Explaining.Changes;

/// <summary>One region more that the request allows; all of them at once, which alone admits what does not say where it is served, is farthest.</summary>
internal sealed class RegionChange : IChangeKind
{
    private const int Distance = 5_000;

    public IEnumerable<Change> Of(Situation now, int below)
    {
        var required = now.Input.Requirements;
        var elsewhere = now.ExcludedFor(ExclusionReason.RegionNotAllowed).Select(id => now.Input.Index.Deployment(id)!.Region).ToArray();
        foreach (var region in elsewhere.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            yield return With(now, Distance, $"with the region {region} allowed", required with { Regions = required.Regions.Add(region) });
        }

        if (elsewhere.Contains(null))
        {
            yield return With(now, Amounts.Farthest, "with every region allowed", required with { Regions = [] });
        }
    }

    private static Change With(Situation now, int distance, string condition, Requirements required) =>
        new("region", distance, condition, () => now.Input with { Hints = now.Input.Hints with { Requirements = required } });
}
