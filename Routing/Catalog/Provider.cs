using System.Collections.Immutable;

namespace Routing.Catalog;

/// <summary>One provider endpoint: where it is, which wire format it speaks, which key it wants.</summary>
public sealed record Provider
{
    /// <summary>The provider's name in selectors and headers.</summary>
    public required ProviderId Id { get; init; }

    /// <summary>The name shown to people.</summary>
    public string Name { get; init; } = "";

    /// <summary>Which wire format and defaults apply: <c>openai</c>, <c>kimi</c>, <c>ollama</c>, <c>openai-compatible</c>, …</summary>
    public required string Profile { get; init; }

    /// <summary>Root of the API, as the provider documents it (<c>https://api.openai.com/v1</c>).</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The environment variable that holds the key; null when the endpoint needs none.</summary>
    public string? ApiKeyEnvironment { get; init; }

    /// <summary>Headers sent with every call.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether any of its deployments may be chosen.</summary>
    public bool Enabled { get; init; } = true;
}
