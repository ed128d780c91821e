using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Usage;

/// <summary>Keeps daily partitions ahead of the clock. Rows of other days find the default partition, so nothing is lost without it.</summary>
internal sealed class LedgerPartitions(
    NpgsqlDataSource database, DatabaseReadiness readiness, TimeProvider time, ILogger<LedgerPartitions> logger) : BackgroundService
{
    private const int DaysBack = 2;
    private const int Days = 10;
    private const long Lock = 7_203_514_466_918_046;

    private static readonly TimeSpan Every = TimeSpan.FromHours(6);

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", [Lock], cancellationToken);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var created = await connection.FirstOrDefaultAsync(
            "SELECT ensure_ledger_partitions($1, $2)", [today.AddDays(-DaysBack), Days], row => row.GetInt32(0), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (created > 0)
        {
            UsageLog.PartitionsCreated(logger, created);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await EnsureAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                UsageLog.PartitionsFailed(logger, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
