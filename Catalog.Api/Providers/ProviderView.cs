using System.Collections.Immutable;
using System.Text.Json;

namespace Catalog.Api.Providers;

/// <summary>A provider endpoint as REST shows it.</summary>
internal sealed record ProviderView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Profile { get; init; }

    public required string BaseUrl { get; init; }

    /// <summary>The environment variable that holds its key; null when it needs none.</summary>
    public string? ApiKeyEnvironment { get; init; }

    public ImmutableSortedDictionary<string, string> Headers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Request parameters set for every call.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Parameters { get; init; } = ImmutableSortedDictionary<string, JsonElement>.Empty;

    public bool IsFree { get; init; }

    public bool Enabled { get; init; }

    public required string Origin { get; init; }

    public ImmutableArray<string> Edited { get; init; }

    /// <summary>How many deployments it has.</summary>
    public int Models { get; init; }

    /// <summary>When its own list of models was last taken over.</summary>
    public DateTimeOffset? LastRefreshed { get; init; }
}
