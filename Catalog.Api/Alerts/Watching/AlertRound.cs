using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Alerts.Watching;

/// <summary>Every minute, at one replica: looks at what may want attention, and forgets what was resolved long ago.</summary>
internal sealed class AlertRound(
    NpgsqlDataSource database, IEnumerable<IAlertSource> sources, DatabaseReadiness readiness, TimeProvider time, ILogger<AlertRound> logger)
    : BackgroundService
{
    private const long Lock = 7_203_514_466_918_062;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>One round.</summary>
    /// <returns>False when another is in the middle of one.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await connection.FirstOrDefaultAsync("SELECT pg_try_advisory_xact_lock($1)", [Lock], row => row.GetBoolean(0), cancellationToken))
        {
            return false;
        }

        foreach (var source in sources)
        {
            await source.WatchAsync(cancellationToken);
        }

        await connection.ExecuteAsync("DELETE FROM alerts WHERE resolved_at < $1", [time.GetUtcNow() - Kept], cancellationToken);
        await connection.ExecuteAsync("DELETE FROM alert_silences WHERE until < $1", [time.GetUtcNow() - Kept], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                AlertLog.RoundFailed(logger, e.Message);
            }
        }
    }
}
