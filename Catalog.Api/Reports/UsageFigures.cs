using Npgsql;

namespace Catalog.Api.Reports;

/// <summary>Sums over calls to providers. Money is in billionths of a dollar, whole and exact.</summary>
internal sealed record UsageFigures
{
    /// <summary>Expressions over the columns of a source, in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns =
        """
        coalesce(sum(calls), 0)::bigint, coalesce(sum(failed), 0)::bigint, coalesce(sum(aborted), 0)::bigint,
        coalesce(sum(unknown), 0)::bigint, coalesce(sum(estimated), 0)::bigint, coalesce(sum(unpriced), 0)::bigint,
        coalesce(sum(input_tokens), 0)::bigint, coalesce(sum(cached_input_tokens), 0)::bigint,
        coalesce(sum(cache_write_tokens), 0)::bigint, coalesce(sum(output_tokens), 0)::bigint,
        coalesce(sum(reasoning_tokens), 0)::bigint, coalesce(sum(cost_nanos), 0)::numeric,
        coalesce(sum(uncached_cost_nanos), 0)::numeric, coalesce(sum(latency_micros), 0)::numeric,
        coalesce(sum(first_tokens), 0)::bigint, coalesce(sum(first_token_micros), 0)::numeric
        """;

    public long Calls { get; init; }

    public long Failed { get; init; }

    public long Aborted { get; init; }

    public long Unknown { get; init; }

    public long Estimated { get; init; }

    public long Unpriced { get; init; }

    public long InputTokens { get; init; }

    public long CachedInputTokens { get; init; }

    public long CacheWriteTokens { get; init; }

    public long OutputTokens { get; init; }

    public long ReasoningTokens { get; init; }

    public decimal CostNanos { get; init; }

    public decimal UncachedCostNanos { get; init; }

    public decimal LatencyMicros { get; init; }

    public long FirstTokens { get; init; }

    public decimal FirstTokenMicros { get; init; }

    public long Ok => Calls - Failed - Aborted - Unknown;

    /// <summary>Adds up figures of several groups.</summary>
    public static UsageFigures Sum(IEnumerable<UsageFigures> parts) => parts.Aggregate(new UsageFigures(), (left, right) => new()
    {
        Calls = left.Calls + right.Calls,
        Failed = left.Failed + right.Failed,
        Aborted = left.Aborted + right.Aborted,
        Unknown = left.Unknown + right.Unknown,
        Estimated = left.Estimated + right.Estimated,
        Unpriced = left.Unpriced + right.Unpriced,
        InputTokens = left.InputTokens + right.InputTokens,
        CachedInputTokens = left.CachedInputTokens + right.CachedInputTokens,
        CacheWriteTokens = left.CacheWriteTokens + right.CacheWriteTokens,
        OutputTokens = left.OutputTokens + right.OutputTokens,
        ReasoningTokens = left.ReasoningTokens + right.ReasoningTokens,
        CostNanos = left.CostNanos + right.CostNanos,
        UncachedCostNanos = left.UncachedCostNanos + right.UncachedCostNanos,
        LatencyMicros = left.LatencyMicros + right.LatencyMicros,
        FirstTokens = left.FirstTokens + right.FirstTokens,
        FirstTokenMicros = left.FirstTokenMicros + right.FirstTokenMicros,
    });

    public static UsageFigures Read(NpgsqlDataReader row, int first) => new()
    {
        Calls = row.GetInt64(first),
        Failed = row.GetInt64(first + 1),
        Aborted = row.GetInt64(first + 2),
        Unknown = row.GetInt64(first + 3),
        Estimated = row.GetInt64(first + 4),
        Unpriced = row.GetInt64(first + 5),
        InputTokens = row.GetInt64(first + 6),
        CachedInputTokens = row.GetInt64(first + 7),
        CacheWriteTokens = row.GetInt64(first + 8),
        OutputTokens = row.GetInt64(first + 9),
        ReasoningTokens = row.GetInt64(first + 10),
        CostNanos = row.GetDecimal(first + 11),
        UncachedCostNanos = row.GetDecimal(first + 12),
        LatencyMicros = row.GetDecimal(first + 13),
        FirstTokens = row.GetInt64(first + 14),
        FirstTokenMicros = row.GetDecimal(first + 15),
    };
}
