using Catalog.Api.Curated;
using Npgsql;

namespace Catalog.Api.Database;

/// <summary>Waits for PostgreSQL, migrates it and fills in the shipped catalog. The process serves health meanwhile.</summary>
internal sealed class DatabasePreparation(
    Migrator migrator,
    CuratedImport import,
    SimulatorProvider simulator,
    DatabaseReadiness readiness,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DatabasePreparation> logger) : BackgroundService
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = FirstWait; !await TryPrepareAsync(wait, stoppingToken); wait = Longer(wait))
        {
            await Task.Delay(wait, time, stoppingToken);
        }
    }

    private static TimeSpan Longer(TimeSpan wait) => wait * 2 < LongestWait ? wait * 2 : LongestWait;

    private async Task<bool> TryPrepareAsync(TimeSpan wait, CancellationToken stoppingToken)
    {
        try
        {
            await migrator.MigrateAsync(stoppingToken);
            await import.RunAsync(stoppingToken);
            await simulator.RunAsync(stoppingToken);
            readiness.Complete();
            DatabaseLog.Ready(logger);
            return true;
        }
        catch (NpgsqlException e)
        {
            readiness.Report($"cannot be used: {e.Message}");
            DatabaseLog.Waiting(logger, e.Message, wait.TotalSeconds);
            return false;
        }
        catch (DatabaseRefusedException e)
        {
            readiness.Report($"is refused: {e.Message}");
            DatabaseLog.Refused(logger, e.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
            return true;
        }
    }
}
