using System.Globalization;

namespace Catalog.Api.Reports;

/// <summary>Sums over calls to providers.</summary>
internal sealed record UsageView
{
    /// <summary>What the sums are of, by dimension. An empty value is an unknown one.</summary>
    public required IReadOnlyDictionary<string, string> Group { get; init; }

    /// <summary>Calls that reached a provider.</summary>
    public required long Calls { get; init; }

    /// <summary>Those that went well.</summary>
    public required long Ok { get; init; }

    /// <summary>Those that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Those that the caller gave up, or that another call overtook.</summary>
    public required long Aborted { get; init; }

    /// <summary>Those of which nobody knows how they ended; their cost is the most that they can have cost.</summary>
    public required long Unknown { get; init; }

    /// <summary>Those whose tokens are estimated.</summary>
    public required long Estimated { get; init; }

    /// <summary>Those without a price, which no cost contains.</summary>
    public required long Unpriced { get; init; }

    /// <summary>Tokens of prompts that were neither read from nor written to a provider's cache.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Tokens read from a provider's cache.</summary>
    public required long CachedInputTokens { get; init; }

    /// <summary>Tokens written to a provider's cache.</summary>
    public required long CacheWriteTokens { get; init; }

    /// <summary>Tokens of answers, reasoning included.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>Tokens of reasoning.</summary>
    public required long ReasoningTokens { get; init; }

    /// <summary>Billionths of a dollar.</summary>
    public required string CostNanos { get; init; }

    /// <summary>The same in dollars, exact.</summary>
    public required string CostUsd { get; init; }

    /// <summary>What the same tokens had cost at the full rate, without providers' caches, in billionths of a dollar.</summary>
    public required string UncachedCostNanos { get; init; }

    /// <summary>What providers' caches saved in dollars, exact; negative where writing cost more than reading saved.</summary>
    public required string CacheSavingsUsd { get; init; }

    /// <summary>Mean time of a call, in milliseconds; absent without calls.</summary>
    public decimal? MeanLatencyMs { get; init; }

    /// <summary>Mean time to the first content, in milliseconds, of the calls that had one.</summary>
    public decimal? MeanFirstTokenMs { get; init; }

    public static UsageView Of(UsageQuery query, UsageGroup group) => Of(
        group.Figures,
        query.GroupBy.Zip(group.Keys).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal));

    public static UsageView Of(UsageFigures figures, IReadOnlyDictionary<string, string> group) => new()
    {
        Group = group,
        Calls = figures.Calls,
        Ok = figures.Ok,
        Failed = figures.Failed,
        Aborted = figures.Aborted,
        Unknown = figures.Unknown,
        Estimated = figures.Estimated,
        Unpriced = figures.Unpriced,
        InputTokens = figures.InputTokens,
        CachedInputTokens = figures.CachedInputTokens,
        CacheWriteTokens = figures.CacheWriteTokens,
        OutputTokens = figures.OutputTokens,
        ReasoningTokens = figures.ReasoningTokens,
        CostNanos = Money.Nanos(figures.CostNanos),
        CostUsd = Money.Dollars(figures.CostNanos),
        UncachedCostNanos = Money.Nanos(figures.UncachedCostNanos),
        CacheSavingsUsd = Money.Dollars(figures.UncachedCostNanos - figures.CostNanos),
        MeanLatencyMs = Mean(figures.LatencyMicros, figures.Calls),
        MeanFirstTokenMs = Mean(figures.FirstTokenMicros, figures.FirstTokens),
    };

    /// <summary>Names and values of the columns of a table of such rows.</summary>
    public IEnumerable<(string Name, string Value)> Cells() =>
    [
        .. Group.Select(pair => (pair.Key, CsvTable.Text(pair.Value))),
        ("calls", Text(Calls)), ("ok", Text(Ok)), ("failed", Text(Failed)), ("aborted", Text(Aborted)), ("unknown", Text(Unknown)),
        ("estimated", Text(Estimated)), ("unpriced", Text(Unpriced)), ("input_tokens", Text(InputTokens)),
        ("cached_input_tokens", Text(CachedInputTokens)), ("cache_write_tokens", Text(CacheWriteTokens)),
        ("output_tokens", Text(OutputTokens)), ("reasoning_tokens", Text(ReasoningTokens)), ("cost_nanos", CostNanos),
        ("cost_usd", CostUsd), ("uncached_cost_nanos", UncachedCostNanos), ("cache_savings_usd", CacheSavingsUsd),
        ("mean_latency_ms", Text(MeanLatencyMs)), ("mean_first_token_ms", Text(MeanFirstTokenMs)),
    ];

    private static decimal? Mean(decimal micros, long count) => count == 0 ? null : decimal.Round(micros / count / 1_000, 3);

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
