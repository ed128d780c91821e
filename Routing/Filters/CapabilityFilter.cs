using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what cannot do what the request needs.</summary>
internal sealed class CapabilityFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.CapabilityMissing;

    public FilterScope Scope => FilterScope.Capabilities;

    // Nobody has described a discovered deployment yet: whoever names it knows better than an empty list.
    public bool Excludes(in Contender contender) =>
        Missing(contender) is not Capabilities.None && contender is not { Named: true, Deployment.Origin: Origin.Discovered };

    public string Detail(in Contender contender) => $"it does not offer {string.Join(", ", CapabilityNames.Of(Missing(contender)))}";

    public RelaxationStep? WayOut(in Contender contender)
    {
        var missing = CapabilityNames.Of(Missing(contender));
        return new(RelaxationKind.Capabilities, string.Join(",", missing), $"drop {string.Join(", ", missing.Select(static name => $"`{name}`"))}");
    }

    private static Capabilities Missing(in Contender contender) => contender.Request.Required & ~contender.Deployment.Capabilities;
}
