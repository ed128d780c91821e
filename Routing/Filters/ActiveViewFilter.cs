using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what the active view does not contain, unless it was named.</summary>
internal sealed class ActiveViewFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.NotInActiveView;

    public FilterScope Scope => FilterScope.Service;

    public bool Concerns(DecisionInput input) => input.Index.Snapshot.ActiveView is not null;

    public bool Excludes(in Contender contender) => !contender.Named && !contender.Input.Index.InActiveView(contender.Deployment.Id);

    public string Detail(in Contender contender) => $"the active view {contender.Input.Index.Snapshot.ActiveView!.Name} does not contain it";

    public RelaxationStep? WayOut(in Contender contender) =>
        new(RelaxationKind.Name, contender.Deployment.Id.ToString(), $"name {contender.Deployment.Id} as the model");
}
