using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.SyncRequests;

/// <summary>Keeps how syncs stand, for every replica.</summary>
internal sealed class SyncStates(NpgsqlDataSource database)
{
    /// <summary>The channel on which a new request is told; its content is only a reason to look.</summary>
    public const string Channel = "provider_syncs";

    private const string Columns = "request, answered, requested_at, requested_by, result, detail, started_at, finished_at";

    /// <returns>Null when there is no such provider, or none that is enabled.</returns>
    public async Task<SyncRow?> RequestAsync(string provider, string requestedBy, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var state = await connection.FirstOrDefaultAsync(
            $"""
            INSERT INTO provider_syncs AS known (provider_id, request, requested_at, requested_by)
            SELECT provider_id, 1, now(), $2 FROM providers WHERE provider_id = $1 AND scope = 'global' AND enabled
            ON CONFLICT (provider_id, scope) DO UPDATE
            SET request = known.request + 1, requested_at = excluded.requested_at, requested_by = excluded.requested_by
            RETURNING {Columns}
            """,
            [provider, requestedBy],
            row => Read(provider, row),
            cancellationToken);
        if (state is not null)
        {
            await connection.ExecuteAsync("SELECT pg_notify($1, $2)", [Channel, provider], cancellationToken);
        }

        return state;
    }

    /// <returns>Null when there is no such provider.</returns>
    public async Task<SyncRow?> FindAsync(string provider, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.FirstOrDefaultAsync(
            """
            SELECT coalesce(request, 0), coalesce(answered, 0), requested_at, requested_by, result, coalesce(detail, ''), started_at, finished_at
            FROM providers LEFT JOIN provider_syncs USING (provider_id, scope)
            WHERE provider_id = $1 AND scope = 'global'
            """,
            [provider],
            row => Read(provider, row),
            cancellationToken);
    }

    /// <summary>The requests that no sync has answered.</summary>
    public async Task<List<(string Provider, long Request)>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ListAsync(
            "SELECT provider_id, request FROM provider_syncs WHERE scope = 'global' AND request > answered ORDER BY requested_at, provider_id",
            [],
            row => (row.GetString(0), row.GetInt64(1)),
            cancellationToken);
    }

    /// <summary>Notes how a sync goes or ended. What is told of an older sync than the one known changes nothing but what it answers.</summary>
    /// <returns>False when there is no such provider.</returns>
    public async Task<bool> ReportAsync(SyncRow told, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(
            """
            INSERT INTO provider_syncs AS known (provider_id, result, detail, started_at, finished_at)
            SELECT provider_id, $2, $3, $4, $5 FROM providers WHERE provider_id = $1 AND scope = 'global'
            ON CONFLICT (provider_id, scope) DO UPDATE
            SET answered = greatest(known.answered, least(known.request, CASE WHEN $2 = 'running' THEN 0 ELSE $6 END)),
                result = CASE WHEN known.started_at > $4 THEN known.result ELSE excluded.result END,
                detail = CASE WHEN known.started_at > $4 THEN known.detail ELSE excluded.detail END,
                finished_at = CASE WHEN known.started_at > $4 THEN known.finished_at ELSE excluded.finished_at END,
                started_at = greatest(known.started_at, $4)
            """,
            [told.Provider, told.Result, told.Detail, told.StartedAt, told.FinishedAt, told.Answered],
            cancellationToken) > 0;
    }

    private static SyncRow Read(string provider, NpgsqlDataReader row) => new(provider)
    {
        Request = row.GetInt64(0),
        Answered = row.GetInt64(1),
        RequestedAt = row.Nullable<DateTimeOffset>(2),
        RequestedBy = row.NullableString(3),
        Result = row.NullableString(4),
        Detail = row.GetString(5),
        StartedAt = row.Nullable<DateTimeOffset>(6),
        FinishedAt = row.Nullable<DateTimeOffset>(7),
    };
}
