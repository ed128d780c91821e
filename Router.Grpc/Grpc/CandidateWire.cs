using Routing.Catalog;
using Routing.Decisions;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc;

/// <summary>Candidates with the numbers that ranked them, in their wire form.</summary>
internal static class CandidateWire
{
    private const double Whole = 1_000;

    public static Wire.Candidate ToWire(Candidate candidate, PolicyWeights? policy)
    {
        var wire = new Wire.Candidate
        {
            Provider = candidate.Deployment.Id.Provider.Value,
            Model = candidate.Deployment.Id.Model,
            CanonicalModel = candidate.Deployment.CanonicalId?.Value ?? "",
            Role = DecisionNames.Of(candidate.Role),
            Score = candidate.Score.Total / Whole,
        };
        if (policy is not null)
        {
            foreach (var (name, points, weight) in candidate.Score.Terms(policy))
            {
                wire.Terms.Add(new Wire.ScoreTerm { Name = name, Points = points, Weight = weight });
            }
        }

        if (candidate.Score.ExpectedCost is { } cost)
        {
            wire.ExpectedCostNanos = cost.Value;
        }

        if (candidate.Score.FirstTokenMillis is { } first)
        {
            wire.FirstTokenMs = first;
        }

        return wire;
    }
}
