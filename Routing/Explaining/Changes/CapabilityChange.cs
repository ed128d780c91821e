using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Explaining.Changes;

/// <summary>One capability that the request could do without.</summary>
internal sealed class CapabilityChange : IChangeKind
{
    private const int Distance = 5_000;

    public IEnumerable<Change> Of(Situation now)
    {
        if (!now.ExcludedFor(ExclusionReason.CapabilityMissing).Any())
        {
            yield break;
        }

        var (features, required) = (now.Input.Features, now.Input.Requirements);
        foreach (var name in CapabilityNames.Of(features.RequiredCapabilities | required.Capabilities))
        {
            var capability = CapabilityNames.ParseKnown([name]);
            yield return new(
                "capability",
                Distance,
                $"without the need for {name}",
                () => now.Input with
                {
                    Features = features with { RequiredCapabilities = features.RequiredCapabilities & ~capability },
                    Hints = now.Input.Hints with { Requirements = required with { Capabilities = required.Capabilities & ~capability } },
                });
        }
    }
}
