using System.Collections.Immutable;
using Routing.Catalog;

namespace Routing.Profiles;

/// <summary>How good a canonical model is at what, and how far an operator wants it preferred.</summary>
public sealed record ModelCapabilityProfile
{
    /// <summary>The canonical model.</summary>
    public required ModelId Model { get; init; }

    /// <summary>What the sources say, contradictions included, in no particular order; see <see cref="ScoreOfRecord"/>.</summary>
    public ImmutableArray<CapabilityScore> Scores { get; init; } = [];

    /// <summary>Share of its work that succeeded, in thousandths, as an operator measured it. Null: not measured, so nothing is taken off.</summary>
    public int? SuccessRateMillis { get; init; }

    /// <summary>Decides between candidates that rank equal: the higher first, −1,000 to 1,000. Null: 0.</summary>
    public int? Priority { get; init; }

    /// <summary>Multiplies the quality, in thousandths, 0 to 5,000. Null: 1,000, which changes nothing.</summary>
    public int? RoutingWeightMillis { get; init; }

    /// <summary>Whether the profile counts. Null: it does. False sets it aside as if there were none; it does not disable the model.</summary>
    public bool? IsActive { get; init; }
}
