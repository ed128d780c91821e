using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what the active view does not contain, unless it was named.</summary>
internal sealed class ActiveViewFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.NotInActiveView;

    public string? Objection(in Contender contender) =>
        contender.Named || contender.Input.Index.InActiveView(contender.Deployment.Id)
            ? null
            : $"the active view {contender.Input.Index.Snapshot.ActiveView!.Name} does not contain it";
}
