using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what has lately been slower than the request allows. What nobody has measured gets its chance.</summary>
internal sealed class LatencyFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.TooSlow;

    public FilterScope Scope => FilterScope.Health;

    public bool Concerns(DecisionInput input) => input.Requirements is not { MaxFirstTokenMillis: null, MaxTotalMillis: null };

    public bool Excludes(in Contender contender) => BeginsLate(contender) || EndsLate(contender);

    public string Detail(in Contender contender) => BeginsLate(contender)
        ? $"its first content takes about {contender.Health.FirstTokenMillis} ms, more than the {contender.Input.Requirements.MaxFirstTokenMillis} allowed"
        : $"its answers take about {contender.Health.LatencyMillis} ms, more than the {contender.Input.Requirements.MaxTotalMillis} allowed";

    public RelaxationStep? WayOut(in Contender contender)
    {
        var health = contender.Health;
        return (BeginsLate(contender), EndsLate(contender)) switch
        {
            (true, true) => new(
                RelaxationKind.MaxFirstToken,
                FormattableString.Invariant($"{health.FirstTokenMillis}"),
                $"raise max first token to {health.FirstTokenMillis} ms and max total to {health.LatencyMillis} ms"),
            (true, _) => new(
                RelaxationKind.MaxFirstToken, FormattableString.Invariant($"{health.FirstTokenMillis}"), $"raise max first token to {health.FirstTokenMillis} ms"),
            _ => new(RelaxationKind.MaxTotal, FormattableString.Invariant($"{health.LatencyMillis}"), $"raise max total to {health.LatencyMillis} ms"),
        };
    }

    private static bool BeginsLate(in Contender contender) => contender.Health.FirstTokenMillis > contender.Input.Requirements.MaxFirstTokenMillis;

    private static bool EndsLate(in Contender contender) => contender.Health.LatencyMillis > contender.Input.Requirements.MaxTotalMillis;
}
