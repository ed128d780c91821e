using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;

namespace Routing.Explaining;

/// <summary>A decision with everything that counted.</summary>
public sealed record Explanation
{
    /// <summary>Identifies the decision; null where whoever asks has given it no id.</summary>
    public string? DecisionId { get; init; }

    /// <summary>Selector and level, tier, candidates with every term of their scores, exclusions with their reasons, hash, parameters.</summary>
    public required Decision Decision { get; init; }

    /// <summary>How complexity came about; null unless it picked the tier.</summary>
    public ComplexityParts? ComplexityParts { get; init; }

    /// <summary>Where the quality of the candidates' models comes from.</summary>
    public required ImmutableArray<ModelQuality> Qualities { get; init; }

    /// <summary>What is attempted, in order.</summary>
    public required ImmutableArray<DeploymentId> FallbackOrder { get; init; }

    /// <summary>The experiment that the request takes part in; null when it takes part in none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Experiment { get; init; }

    /// <summary>The variant of it that the request fell in; null when it takes part in none.</summary>
    public string? Variant { get; init; }

    /// <summary>What drew it in there, for a person to read; null when it takes part in none.</summary>
    public string? ExperimentReason { get; init; }

    /// <summary>SHA-256 of the content of the catalog that was read, in hexadecimal.</summary>
    public required string CatalogContentHash { get; init; }

    /// <summary>The health view that was read.</summary>
    public required string HealthViewId { get; init; }

    /// <summary>The rules that decided, see <see cref="RoutingPipeline.EngineVersion"/>.</summary>
    public required int EngineVersion { get; init; }

    /// <summary>The classifier that judged the prompt, see <see cref="PromptClassifier.Version"/>.</summary>
    public required int ClassifierVersion { get; init; }

    /// <summary>The rules that decided when the decision was stored; null for one that is made now.</summary>
    public int? DecidedByEngine { get; init; }

    /// <summary>Explains a decision.</summary>
    /// <param name="input">What decided.</param>
    /// <param name="decision">What it led to.</param>
    public static Explanation Of(DecisionInput input, Decision decision)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(decision);
        return new()
        {
            Decision = decision,
            ComplexityParts = decision.Complexity is { } complexity ? ComplexityParts.Of(input, complexity) : null,
            Qualities = ModelQuality.Of(input, decision),
            Experiment = decision.Experiment?.Experiment,
            Variant = decision.Experiment?.Variant,
            ExperimentReason = ExperimentReasons.Of(input, decision),
            FallbackOrder = [.. decision.Candidates.Select(static candidate => candidate.Deployment.Id)],
            CatalogContentHash = input.Index.ContentHash,
            HealthViewId = input.Health.Id,
            EngineVersion = RoutingPipeline.EngineVersion,
            ClassifierVersion = input.Features.Prompt?.Version ?? PromptClassifier.Version,
        };
    }
}
