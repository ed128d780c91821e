using Catalog.Api.Database;
using Npgsql;
using Routing.Money;

namespace Catalog.Api.Deployments;

/// <summary>A price with the deployment it is of.</summary>
/// <param name="Deployment"><c>provider/model</c>.</param>
/// <param name="Price">The price.</param>
/// <param name="SupersededAt">When another record took its place; null while it is believed.</param>
internal sealed record RecordedPriceView(string Deployment, PriceView Price, DateTimeOffset? SupersededAt);

/// <summary>Reads recorded prices.</summary>
internal sealed class PriceStore(NpgsqlDataSource database)
{
    /// <summary>Columns of <c>prices</c> in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns =
        """
        input, output, cached_input, cache_write, batch_input, batch_output, per_request, context_over, valid_from, source, origin,
        recorded_at, price_id, last_refreshed
        """;

    /// <summary>In order of their numbers; one row more than asked for, so that the caller knows whether there is a next page.</summary>
    public async Task<List<RecordedPriceView>> ListAsync(
        string? provider, string? model, DateTimeOffset? asOf, bool history, long after, int size, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ListAsync(
            $"""
            SELECT {Columns}, provider_id || '/' || model_id, superseded_at
            FROM prices
            WHERE scope = 'global' AND ($1::text IS NULL OR provider_id = $1) AND ($2::text IS NULL OR model_id = $2)
                AND ($4::boolean OR recorded_at <= coalesce($3::timestamptz, 'infinity'))
                AND ($4::boolean OR superseded_at IS NULL OR superseded_at > coalesce($3::timestamptz, 'infinity'))
                AND price_id > $5
            ORDER BY price_id
            LIMIT $6
            """,
            [provider, model, asOf?.ToUniversalTime(), history, after, size + 1],
            row => new RecordedPriceView(row.GetString(14), Read(row), row.Nullable<DateTimeOffset>(15)),
            cancellationToken);
    }

    public static PriceView Read(NpgsqlDataReader row) => new()
    {
        Input = Dollars(row.GetInt64(0)),
        Output = Dollars(row.GetInt64(1)),
        CachedInput = row.Nullable<long>(2) is { } cachedInput ? Dollars(cachedInput) : null,
        CacheWrite = row.Nullable<long>(3) is { } cacheWrite ? Dollars(cacheWrite) : null,
        BatchInput = row.Nullable<long>(4) is { } batchInput ? Dollars(batchInput) : null,
        BatchOutput = row.Nullable<long>(5) is { } batchOutput ? Dollars(batchOutput) : null,
        PerRequest = Dollars(row.GetInt64(6)),
        ContextOver = row.GetInt32(7),
        ValidFrom = row.GetFieldValue<DateTimeOffset>(8),
        Source = row.NullableString(9),
        Origin = row.GetString(10),
        RecordedAt = row.GetFieldValue<DateTimeOffset>(11),
        Id = row.GetInt64(12),
        LastRefreshed = row.GetFieldValue<DateTimeOffset>(13),
    };

    private static decimal Dollars(long nanos) => new NanoDollars(nanos).Dollars;
}
