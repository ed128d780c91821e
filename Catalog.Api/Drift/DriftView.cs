using System.Text.Json;

namespace Catalog.Api.Drift;

/// <summary>One fact of which a provider says something else than is believed.</summary>
internal record DriftView
{
    /// <summary>
    /// Such as <c>context_window</c>, <c>capabilities</c>, <c>retires_at</c>, <c>listed</c>, <c>price.input</c> (dollars per million tokens)
    /// or <c>price.input&gt;200000</c> (the same for prompts of more tokens than that).
    /// </summary>
    public required string Field { get; init; }

    /// <summary>What is believed, and stays so until somebody accepts the other; absent when nothing is.</summary>
    public JsonElement? Curated { get; init; }

    /// <summary>What the provider states.</summary>
    public JsonElement Provider { get; init; }

    /// <summary>Since when it states that.</summary>
    public DateTimeOffset Since { get; init; }
}

/// <summary>The same in a list of many deployments.</summary>
internal sealed record DeploymentDriftView : DriftView
{
    /// <summary><c>provider/model</c>.</summary>
    public required string Deployment { get; init; }

    /// <summary><c>curated</c> or <c>promoted</c>; <c>discovered</c> where a field was edited by hand.</summary>
    public required string Origin { get; init; }
}
