using System.Text.Json.Serialization;

namespace Catalog.Api.Deployments;

/// <summary>A price as REST takes and shows it: US dollars per million tokens, per request for <c>per_request</c>.</summary>
internal sealed record PriceView
{
    /// <summary>Answers only: the number by which the ledger names it.</summary>
    public long? Id { get; init; }

    [JsonRequired]
    public decimal Input { get; init; }

    [JsonRequired]
    public decimal Output { get; init; }

    public decimal? CachedInput { get; init; }

    public decimal? CacheWrite { get; init; }

    public decimal? BatchInput { get; init; }

    public decimal? BatchOutput { get; init; }

    public decimal PerRequest { get; init; }

    /// <summary>Holds for prompts of more than this many tokens; 0 for all.</summary>
    public int ContextOver { get; init; }

    /// <summary>First moment at which it holds; the beginning of time when not given.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    public string? Source { get; init; }

    /// <summary>Answers only: <c>curated</c>, <c>manual</c>, <c>provider</c> or <c>import</c>.</summary>
    public string? Origin { get; init; }

    /// <summary>Answers only.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>Answers only: when its source last stated it.</summary>
    public DateTimeOffset? LastRefreshed { get; init; }
}
