using Routing.Catalog;
using Routing.Ranking;

namespace Routing.Decisions;

/// <summary>A deployment that may serve the request.</summary>
/// <param name="Deployment">What is called.</param>
/// <param name="Provider">Where it is called.</param>
/// <param name="Role">Why it stands in the order where it stands.</param>
public sealed record Candidate(Deployment Deployment, Provider Provider, CandidateRole Role)
{
    /// <summary>The numbers by which it was ranked.</summary>
    public CandidateScore Score { get; init; }
}
