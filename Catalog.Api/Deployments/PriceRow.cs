namespace Catalog.Api.Deployments;

/// <summary>A row of <c>prices</c> as writers state it: billionths of a US dollar, per million tokens or per request.</summary>
internal sealed record PriceRow
{
    public required string ProviderId { get; init; }

    public required string ModelId { get; init; }

    public DateTimeOffset ValidFrom { get; init; } = DateTimeOffset.UnixEpoch;

    public int ContextOver { get; init; }

    public required long Input { get; init; }

    public required long Output { get; init; }

    public long? CachedInput { get; init; }

    public long? CacheWrite { get; init; }

    public long? BatchInput { get; init; }

    public long? BatchOutput { get; init; }

    public long PerRequest { get; init; }

    public required string Origin { get; init; }

    public string? Source { get; init; }
}
