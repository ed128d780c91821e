using System.Collections.Immutable;
using System.Text.Json;
using Catalog.Api.Deployments;

namespace Catalog.Api.Sync;

/// <summary>One model of a provider's answer. What the provider does not say is empty, 0 or null.</summary>
internal sealed record AnsweredModel
{
    public required string Model { get; init; }

    public string Name { get; init; } = "";

    public int ContextWindow { get; init; }

    public int MaxOutputTokens { get; init; }

    public ImmutableArray<string> Capabilities { get; init; } = [];

    /// <summary>Whether the provider says what it can do, so that no capabilities means that it has none.</summary>
    public bool CapabilitiesKnown { get; init; }

    public ImmutableArray<string> UnsupportedParameters { get; init; } = [];

    /// <summary>One of the lifecycle's names; null when the provider does not say.</summary>
    public string? Lifecycle { get; init; }

    public DateTimeOffset? DeprecatedAt { get; init; }

    public DateTimeOffset? RetiresAt { get; init; }

    public bool? IsFree { get; init; }

    /// <summary>Prices in so many words; those without a date hold from the time of the answer.</summary>
    public ImmutableArray<AnsweredPrice> Prices { get; init; } = [];

    /// <summary>The provider's own entry; null when it was no JSON that can be kept.</summary>
    public JsonElement? ProviderData { get; init; }
}

/// <summary>A price of a provider's answer: billionths of a US dollar, per million tokens or per request; without a date where it gives none.</summary>
internal sealed record AnsweredPrice(
    DateTimeOffset? ValidFrom, int ContextOver, long Input, long Output, long? CachedInput, long? CacheWrite, long PerRequest)
{
    public long? BatchInput { get; init; }

    public long? BatchOutput { get; init; }

    public PriceRow ToRow(string provider, string model, DateTimeOffset validFrom) => new()
    {
        ProviderId = provider,
        ModelId = model,
        ValidFrom = validFrom,
        ContextOver = ContextOver,
        Input = Input,
        Output = Output,
        CachedInput = CachedInput,
        CacheWrite = CacheWrite,
        BatchInput = BatchInput,
        BatchOutput = BatchOutput,
        PerRequest = PerRequest,
        Origin = "provider",
        Source = $"the model list of {provider}",
    };
}
