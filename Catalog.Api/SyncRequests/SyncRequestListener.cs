using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.SyncRequests;

/// <summary>Hears of requests made at any replica. One that came while the connection was lost is found after it is back.</summary>
internal sealed partial class SyncRequestListener(
    NpgsqlDataSource database, SyncRequestSignal signal, DatabaseReadiness readiness, TimeProvider time, ILogger<SyncRequestListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        while (true)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                LogLost(e.Message, ReconnectAfter.TotalSeconds);
            }

            await Task.Delay(ReconnectAfter, time, stoppingToken);
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        await connection.ExecuteAsync($"LISTEN {SyncStates.Channel}", [], stoppingToken);
        while (true)
        {
            signal.Raise();
            while (!await connection.WaitAsync(CheckEvery, stoppingToken))
            {
                // A connection that died silently would never say so by itself.
                await connection.ExecuteAsync("SELECT 1", [], stoppingToken);
            }
        }
    }

    [LoggerMessage(
        EventId = 134,
        Level = LogLevel.Warning,
        Message = "Lost the database connection that listens for requests to sync ({Reason}). Connecting again in {WaitSeconds} s.")]
    private partial void LogLost(string reason, double waitSeconds);
}
