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

    /// <summary>Second names, as in <c>google/gemini-2.5-pro</c>; unique among the ids and second names of all providers.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>The environment variable of the router that holds the key. At most one of the three that name a key is set.</summary>
    public string? ApiKeyEnvironment { get; init; }

    /// <summary>The file on the router's machine that holds the key, read again when it changes.</summary>
    public string? ApiKeyFile { get; init; }

    /// <summary>Whether the catalog keeps the key and hands it to routers apart from everything else.</summary>
    public bool ApiKeyStored { get; init; }

    /// <summary>Headers sent with every call.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Request parameters set in every call, in the provider's own words: name and JSON text. None of <see cref="ProviderParameters.Reserved"/>.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether any of its deployments may be chosen.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether it wants a key at all.</summary>
    public bool NeedsKey => ApiKeyStored || ApiKeyFile is not null || ApiKeyEnvironment is not null;

    /// <summary>Whether one of the names means it, be it by its id or by a second name.</summary>
    public bool IsAmong(ImmutableArray<ProviderId> names)
    {
        foreach (var name in names)
        {
            if (name == Id || Aliases.Contains(name.Value))
            {
                return true;
            }
        }

        return false;
    }
}
