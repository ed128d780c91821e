using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Catalog.Api.Credentials;

namespace Catalog.Api.Providers;

/// <summary>A provider endpoint as REST shows it.</summary>
internal sealed record ProviderView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Second names, usable in <c>provider/model</c>.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    public required string Profile { get; init; }

    public required string BaseUrl { get; init; }

    /// <summary>The environment variable that holds its key; null when it needs none or has it from elsewhere.</summary>
    public string? ApiKeyEnvironment { get; init; }

    /// <summary>The file on the router's machine that holds its key.</summary>
    public string? ApiKeyFile { get; init; }

    /// <summary>Whether the catalog keeps its key.</summary>
    public bool ApiKeyStored { get; init; }

    /// <summary>What is shown of the key that the catalog keeps; null while none has been set.</summary>
    public StoredKeyView? StoredKey { get; init; }

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

    /// <summary>Whether some router can call it; null when no router has said anything for a minute.</summary>
    public bool? Available => Routers.IsEmpty ? null : Routers.Any(router => router.Unavailable is null);

    /// <summary>What is missing where no router can call it: <c>KIMI_API_KEY is not set</c>.</summary>
    public string? Unavailable => Available is false ? Routers[0].Unavailable : null;

    /// <summary>What each router says of it.</summary>
    public ImmutableArray<RouterReport> Routers { get; init; } = [];

    /// <summary>Its entity tag, sent as a header.</summary>
    [JsonIgnore]
    public string? Etag { get; init; }
}
