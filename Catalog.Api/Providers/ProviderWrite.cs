using System.Collections.Immutable;
using System.Text.Json;

namespace Catalog.Api.Providers;

/// <summary>A provider as REST takes it. What is left out stays as it is, or has its default in a new one.</summary>
internal sealed record ProviderWrite
{
    public string? Name { get; init; }

    /// <summary>Second names, usable in <c>provider/model</c>; unique among all providers.</summary>
    public ImmutableArray<string>? Aliases { get; init; }

    /// <summary>Wire format and defaults; <c>openai-compatible</c> suits any endpoint that speaks OpenAI's format. Needed for a new one.</summary>
    public string? Profile { get; init; }

    /// <summary>Root of the API; the profile's own when a new one does not say.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The environment variable of the router that holds the key; an empty text when it needs none. Replaces the other two.</summary>
    public string? ApiKeyEnvironment { get; init; }

    /// <summary>The file on the router's machine that holds the key, read again when it changes. Replaces the other two.</summary>
    public string? ApiKeyFile { get; init; }

    /// <summary>Whether the catalog keeps the key, which <c>PUT …/credential</c> sets. Replaces the other two.</summary>
    public bool? ApiKeyStored { get; init; }

    /// <summary>Headers sent with every call. Never a credential.</summary>
    public ImmutableSortedDictionary<string, string>? Headers { get; init; }

    /// <summary>Request parameters set in every call, in the provider's own words; objects are merged into the request's, null removes.</summary>
    public ImmutableSortedDictionary<string, JsonElement>? Parameters { get; init; }

    public bool? IsFree { get; init; }

    public bool? Enabled { get; init; }

    /// <summary>Whether it says where the key comes from.</summary>
    internal bool NamesKey => ApiKeyEnvironment is not null || ApiKeyFile is not null || ApiKeyStored is not null;

    /// <summary>The fields it sets; the three that name a key are one.</summary>
    internal ImmutableArray<string> Fields =>
    [
        .. Name is null ? ReadOnlySpan<string>.Empty : ["name"],
        .. Aliases is null ? ReadOnlySpan<string>.Empty : ["aliases"],
        .. Profile is null ? ReadOnlySpan<string>.Empty : ["profile"],
        .. BaseUrl is null ? ReadOnlySpan<string>.Empty : ["base_url"],
        .. NamesKey ? ["api_key"] : ReadOnlySpan<string>.Empty,
        .. Headers is null ? ReadOnlySpan<string>.Empty : ["headers"],
        .. Parameters is null ? ReadOnlySpan<string>.Empty : ["parameters"],
        .. IsFree is null ? ReadOnlySpan<string>.Empty : ["is_free"],
        .. Enabled is null ? ReadOnlySpan<string>.Empty : ["enabled"],
    ];
}
