using Grpc.Core;
using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Explaining;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc;

/// <summary>Explanations in their wire form.</summary>
internal static class ExplanationWire
{
    private const double Whole = 1_000;

    /// <returns>Null unless the call's metadata asks for it.</returns>
    public static Wire.Explanation? IfAsked(ChatCall call, ServerCallContext context) =>
        ExplainHeader.Asks(context.GetHttpContext().Request.Headers) ? ToWire(ExplainedCall.Of(call)) : null;

    public static Wire.Explanation ToWire(Explanation explanation)
    {
        var wire = new Wire.Explanation
        {
            Decision = DecisionWire.ToWire(explanation.Decision, explanation.DecisionId ?? ""),
            ComplexityParts = explanation.ComplexityParts is { } parts ? ToWire(parts) : null,
            CatalogContentHash = explanation.CatalogContentHash,
            HealthViewId = explanation.HealthViewId,
            EngineVersion = explanation.EngineVersion,
            ClassifierVersion = explanation.ClassifierVersion,
            AppliedParameters = explanation.Decision.AppliedParameters is { } parameters ? ToWire(parameters) : null,
        };
        if (explanation.Experiment is { } experiment)
        {
            wire.Experiment = experiment;
            wire.Variant = explanation.Variant ?? "";
            wire.ExperimentReason = explanation.ExperimentReason ?? "";
        }

        wire.Qualities.AddRange(explanation.Qualities.Select(QualityWire.ToWire));
        wire.FallbackOrder.AddRange(explanation.FallbackOrder.Select(static id => id.ToString()));
        return wire;
    }

    public static Wire.ExplainedRefusal ToWire(ExplainedRefusal refusal) => new()
    {
        DecisionId = refusal.DecisionId ?? "",
        Message = refusal.Refusal.Message,
        Refusal = RefusalWire.ToWire(refusal.Refusal, int.MaxValue),
        CatalogContentHash = refusal.CatalogContentHash,
        HealthViewId = refusal.HealthViewId,
        EngineVersion = refusal.EngineVersion,
    };

    public static Wire.Flip? ToWire(Flip? flip) => flip is null ? null : new()
    {
        Kind = flip.Kind,
        Distance = flip.Distance,
        Condition = flip.Condition,
        WouldServe = flip.WouldServe?.ToString() ?? "",
        Sentence = flip.Sentence,
    };

    public static Wire.WhyNotResponse ToWire(WhyNot answer)
    {
        var wire = new Wire.WhyNotResponse
        {
            DecisionId = answer.DecisionId ?? "",
            Sentence = answer.Sentence,
            Asked = answer.Asked,
            Selected = answer.Selected?.ToString() ?? "",
            Flip = ToWire(answer.Flip),
        };
        wire.Standings.AddRange(answer.Standings.Select(ToWire));
        return wire;
    }

    private static Wire.Standing ToWire(Standing standing) => new()
    {
        Provider = standing.Deployment.Provider.Value,
        Model = standing.Deployment.Model,
        Kind = ExplanationNames.Of(standing.Kind),
        Place = standing.Place,
        Reason = standing.Reason is ExclusionReason.None ? "" : DecisionNames.Of(standing.Reason),
        Detail = standing.Detail,
    };

    private static Wire.ComplexityParts ToWire(ComplexityParts parts)
    {
        var wire = new Wire.ComplexityParts
        {
            Score = (double)parts.Score,
            AgentShare = (double)parts.AgentShare,
            StepScore = (double)parts.StepScore,
            BalancedFrom = (double)parts.BalancedFrom,
            PowerfulAbove = (double)parts.PowerfulAbove,
        };
        if (parts.AgentScore is { } agent)
        {
            wire.AgentScore = (double)agent;
        }

        wire.Measures.AddRange(parts.Measures.Select(static measure => new Wire.StepMeasure
        {
            Name = measure.Name,
            Value = measure.Value,
            Score = (double)measure.Score,
            Weight = measure.Weight,
        }));
        return wire;
    }

    private static Wire.AppliedParameters ToWire(TierParameters parameters)
    {
        var wire = new Wire.AppliedParameters();
        if (parameters.MaxTokens is { } tokens)
        {
            wire.MaxTokens = tokens;
        }

        if (parameters.TemperatureMillis is { } temperature)
        {
            wire.Temperature = temperature / Whole;
        }

        return wire;
    }
}
