using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out providers that an operator has switched off.</summary>
internal sealed class DisabledProviderFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.Disabled;

    public FilterScope Scope => FilterScope.Provider;

    public bool Excludes(in Contender contender) => !contender.Provider.Enabled;

    public string Detail(in Contender contender) => $"provider {contender.Provider.Id} is disabled";

    public RelaxationStep? WayOut(in Contender contender) =>
        new(RelaxationKind.Enable, contender.Provider.Id.Value, $"enable the provider {contender.Provider.Id} in the catalog");
}
