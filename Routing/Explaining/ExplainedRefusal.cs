using Routing.Decisions;

namespace Routing.Explaining;

/// <summary>A request that nothing could serve, with everything that was left out and why.</summary>
public sealed record ExplainedRefusal
{
    /// <summary>Identifies it, as a decision; null where whoever asks has given it no id.</summary>
    public string? DecisionId { get; init; }

    /// <summary>What the caller was told, the exclusions, and the smallest change that would have admitted one.</summary>
    public required RoutingError Refusal { get; init; }

    /// <summary>SHA-256 of the content of the catalog that was read, in hexadecimal.</summary>
    public required string CatalogContentHash { get; init; }

    /// <summary>The health view that was read.</summary>
    public required string HealthViewId { get; init; }

    /// <summary>The rules that decided, see <see cref="RoutingPipeline.EngineVersion"/>.</summary>
    public required int EngineVersion { get; init; }

    /// <summary>The rules that decided when the refusal was stored; null for one that is made now.</summary>
    public int? DecidedByEngine { get; init; }

    /// <summary>Explains a refusal.</summary>
    /// <param name="input">What decided.</param>
    /// <param name="error">What it led to.</param>
    public static ExplainedRefusal Of(DecisionInput input, RoutingError error)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(error);
        return new()
        {
            Refusal = error,
            CatalogContentHash = input.Index.ContentHash,
            HealthViewId = input.Health.Id,
            EngineVersion = RoutingPipeline.EngineVersion,
        };
    }
}
