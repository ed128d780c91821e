using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Retention;

/// <summary>Once an hour: deletes what the ledger no longer keeps. Its sums stay for as long as they are kept themselves.</summary>
internal sealed class RetentionRound(
    NpgsqlDataSource database, DatabaseReadiness readiness, TimeProvider time, ILogger<RetentionRound> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>One round.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var days = await RetentionStore.ReadAsync(connection, cancellationToken);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        foreach (var table in KeptTable.All)
        {
            if (days.GetValueOrDefault(table.Name) is > 0 and var kept
                && await RetentionStore.TrimAsync(connection, table, today.AddDays(-kept), cancellationToken) is > 0 and var gone)
            {
                RetentionLog.Trimmed(logger, table.Name, kept, gone, table.IsPartitioned ? "partitions" : "rows");
            }
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
                await RunAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                RetentionLog.Failed(logger, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
