using Routing.Decisions;
using Routing.Health;

namespace Routing.Filters;

/// <summary>Leaves out what has failed too often lately.</summary>
internal sealed class CircuitFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.CircuitOpen;

    public FilterScope Scope => FilterScope.Health;

    public bool Concerns(DecisionInput input) => input.Health.States.Count > 0;

    public bool Excludes(in Contender contender) => contender.Health.Circuit is CircuitState.Open;

    public string Detail(in Contender contender) => $"circuit open: {contender.Health.Cause ?? "too many calls have failed"}";

    public RelaxationStep? WayOut(in Contender contender) => new(RelaxationKind.Wait, "", "wait until its circuit closes");
}
