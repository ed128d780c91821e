using Routing.Decisions;
using Routing.Health;

namespace Routing.Filters;

/// <summary>Leaves out what an operator has taken out.</summary>
internal sealed class IsolationFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.Isolated;

    public FilterScope Scope => FilterScope.Health;

    public bool Concerns(DecisionInput input) => input.Health.States.Count > 0;

    public bool Excludes(in Contender contender) => contender.Health.Circuit is CircuitState.Isolated;

    public string Detail(in Contender contender) => $"isolated: {contender.Health.Cause ?? "an operator has taken it out"}";

    public RelaxationStep? WayOut(in Contender contender) =>
        new(RelaxationKind.Enable, contender.Deployment.Id.ToString(), $"put {contender.Deployment.Id} back into service");
}
