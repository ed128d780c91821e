using System.Collections.Immutable;
using System.Text.Json;

namespace Catalog.Api.Providers;

/// <summary>A row of <c>providers</c> as writers state it.</summary>
internal sealed record ProviderRow
{
    public required string ProviderId { get; init; }

    public required string Name { get; init; }

    public ImmutableArray<string> Aliases { get; init; } = [];

    public required string Profile { get; init; }

    public required string BaseUrl { get; init; }

    public string? ApiKeyEnvironment { get; init; }

    public string? ApiKeyFile { get; init; }

    public bool ApiKeyStored { get; init; }

    public ImmutableSortedDictionary<string, string> Headers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Request parameters set for every call.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Parameters { get; init; } = ImmutableSortedDictionary<string, JsonElement>.Empty;

    public bool IsFree { get; init; }

    public bool Enabled { get; init; } = true;

    public required string Origin { get; init; }

    public ImmutableArray<string> Edited { get; init; } = [];
}
