using Routing.Catalog;

namespace Routing.Explaining.Changes;

/// <summary>One capability that the request could do without.</summary>
internal sealed class CapabilityChange : IChangeKind
{
    private const int Distance = 5_000;

    public IEnumerable<Change> Of(Situation now, int below)
    {
        // Policies never look at what lacks a capability, so that nobody knows whether there is any.
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
