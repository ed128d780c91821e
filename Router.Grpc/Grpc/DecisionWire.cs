using Routing.Decisions;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc;

/// <summary>Decisions in their wire form.</summary>
internal static class DecisionWire
{
    private const double Whole = 1_000;

    public static Wire.Decision ToWire(Decision decision, string id)
    {
        var wire = new Wire.Decision
        {
            Id = id,
            Selector = decision.Selector,
            ResolvedBy = DecisionNames.Of(decision.ResolvedBy),
            Tier = decision.Tier ?? "",
            Complexity = decision.Complexity is { } complexity ? ToWire(complexity) : null,
            CatalogRevision = decision.CatalogRevision,
            Hash = decision.Hash,
            Policy = decision.Policy?.Name ?? "",
        };

        foreach (var candidate in decision.Candidates)
        {
            wire.Candidates.Add(CandidateWire.ToWire(candidate, decision.Policy));
        }

        foreach (var (deployment, reason, detail) in decision.Exclusions)
        {
            wire.Exclusions.Add(new Wire.Exclusion
            {
                Provider = deployment.Provider.Value,
                Model = deployment.Model,
                Reason = DecisionNames.Of(reason),
                Detail = detail,
            });
        }

        wire.Reasons.AddRange(decision.Reasons);
        return wire;
    }

    private static Wire.Complexity ToWire(Complexity complexity)
    {
        var wire = new Wire.Complexity { Score = complexity.ScoreMillis / Whole, StepScore = complexity.StepScoreMillis / Whole };
        if (complexity.AgentScoreMillis is { } agent)
        {
            wire.AgentScore = agent / Whole;
            wire.AgentScoreSource = DecisionNames.Of(complexity.AgentScoreFrom);
        }

        return wire;
    }
}
