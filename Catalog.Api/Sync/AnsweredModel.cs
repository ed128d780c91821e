using System.Collections.Immutable;
using System.Text.Json;

namespace Catalog.Api.Sync;

/// <summary>One model of a provider's answer.</summary>
internal sealed record AnsweredModel
{
    public required string Model { get; init; }

    public string Name { get; init; } = "";

    public int ContextWindow { get; init; }

    public int MaxOutputTokens { get; init; }

    public ImmutableArray<string> Capabilities { get; init; } = [];

    /// <summary>The provider's own entry; null when it was no JSON that can be kept.</summary>
    public JsonElement? ProviderData { get; init; }
}
