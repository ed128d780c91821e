using Aspire.Catalog.V1;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Alerts;

/// <summary>Keeps the number of open alerts for those who measure.</summary>
internal sealed class OpenAlerts(
    NpgsqlDataSource database, AlertSignal signal, AlertInstruments instruments, DatabaseReadiness readiness, TimeProvider time, ILogger<OpenAlerts> logger)
    : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        while (true)
        {
            var next = signal.Next;
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                instruments.Open((await AlertList.CountOpenAsync(connection, stoppingToken))
                    .Select(count => (count.Kind, (AlertSeverity)count.Severity, count.Alerts)));
            }
            catch (NpgsqlException e)
            {
                AlertLog.NotCounted(logger, e.Message);
                await Task.Delay(RetryAfter, time, stoppingToken);
                continue;
            }

            await next.WaitAsync(stoppingToken);
        }
    }
}
