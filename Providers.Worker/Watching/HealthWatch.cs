using Routing.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;

namespace Providers.Worker.Watching;

/// <summary>Watches over what routers have put together: finds out who has become slow, and has somebody told of that and of open circuits.</summary>
internal sealed partial class HealthWatch(HealthStore store, CircuitStore circuits, HealthAlerts alerts, TimeProvider time, ILogger<HealthWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<HealthSubject, Pace> _paces = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (RedisFailure.IsOutage(e))
            {
                // The probes, which use the same store, say so.
            }

            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var reading = await store.ReadAllAsync(cancellationToken);
        foreach (var record in reading.Records.Values.Where(static record => record.Subject.Operation is not HealthOperation.Reach))
        {
            await PaceAsync(record, cancellationToken);
        }

        foreach (var gone in _paces.Keys.Except(reading.Records.Keys).ToArray())
        {
            _paces.Remove(gone);
        }

        await alerts.HoldAsync(reading, cancellationToken);
    }

    private async Task PaceAsync(SubjectRecord record, CancellationToken cancellationToken)
    {
        var known = _paces.GetValueOrDefault(record.Subject) ?? await store.PaceAsync(record.Subject, cancellationToken);
        var pace = known?.Next(record) ?? Pace.Of(record);
        if (pace != known)
        {
            await store.KeepAsync(record.Subject, pace, cancellationToken);
        }

        _paces[record.Subject] = pace;

        // What another worker has found stands until there is a baseline to judge it by.
        var isNews = pace.Slow is null ? pace.IsKnown && record.Slow is not null : record.Slow is null;
        if (isNews)
        {
            await circuits.SayAsync(record.Subject, pace.Slow, cancellationToken);
            if (pace.Slow is { } why)
            {
                LogSlow(record.Subject, why);
            }
            else
            {
                LogQuick(record.Subject);
            }
        }
    }

    [LoggerMessage(EventId = 634, Level = LogLevel.Warning, Message = "{Subject} has become slow. {Why}")]
    private partial void LogSlow(HealthSubject subject, string why);

    [LoggerMessage(EventId = 635, Level = LogLevel.Information, Message = "{Subject} is as quick as before.")]
    private partial void LogQuick(HealthSubject subject);
}
