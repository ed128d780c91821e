using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what has lately begun later than the request allows. What nobody has measured gets its chance.</summary>
internal sealed class FirstTokenFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.TooSlow;

    public FilterScope Scope => FilterScope.Latency;

    public bool Concerns(DecisionInput input) => input.Requirements.MaxFirstTokenMillis is not null;

    public bool Excludes(in Contender contender) => contender.Health.FirstTokenMillis > contender.Input.Requirements.MaxFirstTokenMillis;

    public string Detail(in Contender contender) =>
        $"its first content takes about {contender.Health.FirstTokenMillis} ms, more than the {contender.Input.Requirements.MaxFirstTokenMillis} allowed";

    public RelaxationStep? WayOut(in Contender contender)
    {
        var first = contender.Health.FirstTokenMillis;
        return new(RelaxationKind.MaxFirstToken, FormattableString.Invariant($"{first}"), $"raise max first token to {first} ms");
    }
}
