using System.Diagnostics;
using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Sync;

/// <summary>
/// Says how far a sync is. What a transaction writes nobody sees before its end, but the name of its connection everybody does, on
/// every replica and in <c>pg_stat_activity</c>; how many models have been staged PostgreSQL counts itself.
/// </summary>
internal sealed class SyncProgress(CatalogEdit edit, ProviderAnswer answer, ILogger logger)
{
    // Of small syncs nobody wants to read every step.
    private const int WorthTelling = 1_000;
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Begins a stage: <c>reading</c>, <c>staging</c>, <c>merging</c>, <c>pricing</c>, <c>comparing</c> or <c>committing</c>.</summary>
    public async Task EnterAsync(string stage, CancellationToken cancellationToken)
    {
        await edit.Connection.ExecuteAsync(
            "SELECT set_config('application_name', $1, true)", [$"sync:{stage}:{answer.Models.Length}:{answer.Provider}"], cancellationToken);
        if (answer.Models.Length >= WorthTelling)
        {
            var elapsed = Stopwatch.GetElapsedTime(_started);
            SyncLog.Stage(logger, answer.Provider, answer.Models.Length, stage, elapsed);
        }
    }

    /// <returns>How far the sync of a provider is; null when none is under way.</returns>
    public static Task<SyncProgressView?> ReadAsync(NpgsqlConnection connection, string provider, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync(
            """
            SELECT split_part(application_name, ':', 2), split_part(application_name, ':', 3)::integer,
                coalesce(copied.tuples_processed, CASE WHEN split_part(application_name, ':', 2) IN ('reading', 'staging') THEN 0 END), xact_start
            FROM pg_stat_activity AS session LEFT JOIN pg_stat_progress_copy AS copied USING (pid)
            WHERE session.datname = current_database() AND application_name ~ '^sync:[a-z]+:[0-9]+:'
                AND split_part(application_name, ':', 4) = left($1, length(split_part(application_name, ':', 4)))
            LIMIT 1
            """,
            [provider],
            row => new SyncProgressView(row.GetString(0), row.GetInt32(1), row.Nullable<long>(2) ?? row.GetInt32(1), row.GetFieldValue<DateTimeOffset>(3)),
            cancellationToken);
}

/// <summary>How far a sync is.</summary>
/// <param name="Stage">What it does.</param>
/// <param name="Models">How many models the answer has.</param>
/// <param name="Staged">How many of them PostgreSQL has received.</param>
/// <param name="StartedAt">When it began.</param>
internal sealed record SyncProgressView(string Stage, int Models, long Staged, DateTimeOffset StartedAt);
