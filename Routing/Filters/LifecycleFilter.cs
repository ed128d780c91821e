using System.Globalization;
using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what no longer answers, and what is on its way out unless it was named.</summary>
internal sealed class LifecycleFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.Lifecycle;

    public FilterScope Scope => FilterScope.Service;

    public bool Excludes(in Contender contender) =>
        IsRetired(contender) || (contender.Deployment.Lifecycle is Lifecycle.Deprecated && !contender.Named);

    public string Detail(in Contender contender) => contender.Deployment switch
    {
        { RetiresAt: { } day } when day <= contender.Input.Time =>
            string.Create(CultureInfo.InvariantCulture, $"retired on {day.UtcDateTime:yyyy-MM-dd}: it no longer answers"),
        { Lifecycle: Lifecycle.Retired } => "retired: it no longer answers",
        _ => "deprecated: it is chosen only when named",
    };

    public RelaxationStep? WayOut(in Contender contender) => IsRetired(contender)
        ? null
        : new(RelaxationKind.Name, contender.Deployment.Id.ToString(), $"name {contender.Deployment.Id} as the model");

    private static bool IsRetired(in Contender contender) =>
        contender.Deployment.Lifecycle is Lifecycle.Retired || (contender.Deployment.RetiresAt is { } day && day <= contender.Input.Time);
}
