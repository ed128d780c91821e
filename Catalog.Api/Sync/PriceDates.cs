using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Sync;

/// <summary>Gives dates to prices that come without one: a new figure holds from the answer on, and the one before it until then.</summary>
internal sealed class PriceDates
{
    private readonly ILookup<(string Model, int ContextOver), PriceRow> _known;

    private PriceDates(IEnumerable<PriceRow> known) => _known = known.ToLookup(row => (row.ModelId, row.ContextOver));

    public static async Task<PriceDates> ReadAsync(CatalogEdit edit, string provider, CancellationToken cancellationToken) =>
        new(await edit.Connection.ListAsync(
            """
            SELECT model_id, valid_from, context_over, input, output, cached_input, cache_write, batch_input, batch_output, per_request, source
            FROM prices
            WHERE provider_id = $1 AND scope = 'global' AND superseded_at IS NULL AND origin = 'provider'
            """,
            [provider],
            row => Read(provider, row),
            cancellationToken));

    /// <summary>The rows that say what a provider charges for a model: the price itself, and the one it took the place of.</summary>
    public IEnumerable<PriceRow> Date(string provider, string model, AnsweredPrice price, DateTimeOffset answered)
    {
        if (price.ValidFrom is { } given)
        {
            return [price.ToRow(provider, model, given)];
        }

        // PostgreSQL keeps microseconds; two rows of one moment would be in each other's way.
        var from = new DateTimeOffset(answered.Ticks - (answered.Ticks % TimeSpan.TicksPerMicrosecond), answered.Offset);
        var before = _known[(model, price.ContextOver)].Where(row => row.ValidFrom < from).MaxBy(row => row.ValidFrom);
        if (before is null)
        {
            return [price.ToRow(provider, model, DateTimeOffset.UnixEpoch)];
        }

        var unchanged = price.ToRow(provider, model, before.ValidFrom);
        return unchanged == before with { Source = unchanged.Source }
            ? _known[(model, price.ContextOver)].Where(row => row.ValidFrom < before.ValidFrom).Append(unchanged)
            : [before, price.ToRow(provider, model, from)];
    }

    private static PriceRow Read(string provider, NpgsqlDataReader row) => new()
    {
        ProviderId = provider,
        ModelId = row.GetString(0),
        ValidFrom = row.GetFieldValue<DateTimeOffset>(1),
        ContextOver = row.GetInt32(2),
        Input = row.GetInt64(3),
        Output = row.GetInt64(4),
        CachedInput = row.Nullable<long>(5),
        CacheWrite = row.Nullable<long>(6),
        BatchInput = row.Nullable<long>(7),
        BatchOutput = row.Nullable<long>(8),
        PerRequest = row.GetInt64(9),
        Origin = "provider",
        Source = row.NullableString(10),
    };
}
