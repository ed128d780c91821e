using Npgsql;

namespace Catalog.Api.Database;

/// <summary>Hears of changes made at any replica. One that came while the connection was lost is found after it is back.</summary>
internal sealed class ChannelListener<TSignal>(
    NpgsqlDataSource database, TSignal signal, DatabaseReadiness readiness, TimeProvider time, ILogger<ChannelListener<TSignal>> logger)
    : BackgroundService
    where TSignal : ChannelSignal
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
                ChannelLog.Lost(logger, signal.Channel, e.Message, ReconnectAfter.TotalSeconds);
            }

            await Task.Delay(ReconnectAfter, time, stoppingToken);
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        await connection.ExecuteAsync($"LISTEN {signal.Channel}", [], stoppingToken);
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
}

internal static partial class ChannelLog
{
    [LoggerMessage(
        EventId = 134,
        Level = LogLevel.Warning,
        Message = "Lost the database connection that listens on {Channel} ({Reason}). Connecting again in {WaitSeconds} s.")]
    public static partial void Lost(ILogger logger, string channel, string reason, double waitSeconds);
}
