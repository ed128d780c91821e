using System.Collections.Immutable;

namespace Routing.Decisions;

/// <summary>Why a request is not routed.</summary>
/// <param name="Kind">For machines.</param>
/// <param name="Message">For people: the cause and the way out.</param>
public sealed record RoutingError(RoutingErrorKind Kind, string Message)
{
    /// <summary>What was considered and left out.</summary>
    public ImmutableArray<Exclusion> Exclusions { get; init; } = [];

    /// <summary>Whether everything that was considered lies beyond the caller's virtual key, and for no other reason was left out.</summary>
    public bool IsBeyondKey => !Exclusions.IsEmpty && Exclusions.All(static exclusion => exclusion.Reason is ExclusionReason.NotInKeyScope);

    /// <summary>The smallest change after which something could serve; null when no change would do, or nothing was considered.</summary>
    public Relaxation? Relaxation { get; init; }

    /// <summary>Identifies the refusal as one does a decision; null where it has been given no id.</summary>
    public string? DecisionId { get; init; }
}
