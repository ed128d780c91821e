using System.Globalization;
using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what no longer answers, and what is on its way out unless it was named.</summary>
internal sealed class LifecycleFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.Lifecycle;

    public string? Objection(in Contender contender) => contender.Deployment switch
    {
        { RetiresAt: { } day } when day <= contender.Input.Time =>
            string.Create(CultureInfo.InvariantCulture, $"retired on {day.UtcDateTime:yyyy-MM-dd}: it no longer answers"),
        { Lifecycle: Lifecycle.Retired } => "retired: it no longer answers",
        { Lifecycle: Lifecycle.Deprecated } when !contender.Named => "deprecated: it is chosen only when named",
        _ => null,
    };
}
