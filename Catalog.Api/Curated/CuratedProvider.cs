using System.Collections.Immutable;

namespace Catalog.Api.Curated;

/// <summary>A provider endpoint that ships with the product.</summary>
internal sealed record CuratedProvider
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Second names, as in <c>google/gemini-2.5-pro</c>.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    public required string Profile { get; init; }

    public required Uri BaseUrl { get; init; }

    /// <summary>Where the same provider also answers in the OpenAI format, if it does.</summary>
    public Uri? OpenaiBaseUrl { get; init; }

    /// <summary>The environment variable that holds the key; null when the endpoint needs none.</summary>
    public string? ApiKeyEnvironment { get; init; }

    /// <summary>Whether everything it serves is free, as on one's own machine; free is not the same as unpriced.</summary>
    public bool IsFree { get; init; }

    public bool Enabled { get; init; } = true;
}
