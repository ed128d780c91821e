using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what has lately taken longer than the request allows. What nobody has measured gets its chance.</summary>
internal sealed class LatencyFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.TooSlow;

    public FilterScope Scope => FilterScope.Latency;

    public bool Concerns(DecisionInput input) => input.Requirements.MaxTotalMillis is not null;

    public bool Excludes(in Contender contender) => contender.Health.LatencyMillis > contender.Input.Requirements.MaxTotalMillis;

    public string Detail(in Contender contender) =>
        $"its answers take about {contender.Health.LatencyMillis} ms, more than the {contender.Input.Requirements.MaxTotalMillis} allowed";

    public RelaxationStep? WayOut(in Contender contender)
    {
        var total = contender.Health.LatencyMillis;
        return new(RelaxationKind.MaxTotal, FormattableString.Invariant($"{total}"), $"raise max total to {total} ms");
    }
}
