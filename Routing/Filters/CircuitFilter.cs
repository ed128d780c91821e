using Routing.Decisions;
using Routing.Health;

namespace Routing.Filters;

/// <summary>Leaves out what has failed too often lately.</summary>
internal sealed class CircuitFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.CircuitOpen;

    public string? Objection(in Contender contender) =>
        contender.Health.Circuit is CircuitState.Open ? $"circuit open: {contender.Health.Cause ?? "too many calls have failed"}" : null;
}
