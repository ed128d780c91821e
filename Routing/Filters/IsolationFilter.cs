using Routing.Decisions;
using Routing.Health;

namespace Routing.Filters;

/// <summary>Leaves out what an operator has taken out.</summary>
internal sealed class IsolationFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.Isolated;

    public string? Objection(in Contender contender) =>
        contender.Health.Circuit is CircuitState.Isolated ? $"isolated: {contender.Health.Cause ?? "an operator has taken it out"}" : null;
}
