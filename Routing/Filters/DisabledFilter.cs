using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what an operator has switched off.</summary>
internal sealed class DisabledFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.Disabled;

    public FilterScope Scope => FilterScope.Service;

    public bool Excludes(in Contender contender) => !contender.Deployment.Enabled;

    public string Detail(in Contender contender) => "disabled by an operator";

    public RelaxationStep? WayOut(in Contender contender) =>
        new(RelaxationKind.Enable, contender.Deployment.Id.ToString(), $"enable {contender.Deployment.Id} in the catalog");
}
