using System.Collections.Immutable;
using System.Text.Json;

namespace Catalog.Api.Providers;

/// <summary>A provider as REST takes it. What is left out stays as it is, or has its default in a new one.</summary>
internal sealed record ProviderWrite
{
    public string? Name { get; init; }

    /// <summary>Wire format and defaults; <c>openai-compatible</c> suits any endpoint that speaks OpenAI's format. Needed for a new one.</summary>
    public string? Profile { get; init; }

    /// <summary>Root of the API; the profile's own when a new one does not say.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The environment variable of the router that holds the key; an empty text when it needs none.</summary>
    public string? ApiKeyEnvironment { get; init; }

    /// <summary>Headers sent with every call. Never a credential.</summary>
    public ImmutableSortedDictionary<string, string>? Headers { get; init; }

    public ImmutableSortedDictionary<string, JsonElement>? Parameters { get; init; }

    public bool? IsFree { get; init; }

    public bool? Enabled { get; init; }
}
