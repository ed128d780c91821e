using Routing.Money;

namespace Routing.Catalog;

/// <summary>What a deployment charges from a date on, for prompts above a length.</summary>
public sealed record Price
{
    /// <summary>The catalog's number of this recorded price, by which the ledger names it; 0 where a file without numbers states it.</summary>
    public long Id { get; init; }

    /// <summary>Fresh input tokens.</summary>
    public required TokenPrice Input { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    public required TokenPrice Output { get; init; }

    /// <summary>Input tokens read from the provider's prompt cache; null when it has none or says nothing.</summary>
    public TokenPrice? CachedInput { get; init; }

    /// <summary>Input tokens written to the provider's prompt cache; null when writing costs what input costs.</summary>
    public TokenPrice? CacheWrite { get; init; }

    /// <summary>A fixed amount per request.</summary>
    public NanoDollars PerRequest { get; init; }

    /// <summary>Holds for prompts of more than this many tokens; 0 for all.</summary>
    public int ContextOver { get; init; }

    /// <summary>First moment at which it holds.</summary>
    public DateTimeOffset ValidFrom { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Where the figure was read.</summary>
    public string? Source { get; init; }
}
