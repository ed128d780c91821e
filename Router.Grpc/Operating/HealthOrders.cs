using Router.Grpc.Feeds;
using Router.Grpc.Health;
using Routing.Catalog;
using Routing.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;

namespace Router.Grpc.Operating;

/// <summary>What operators order: out of service, and back. It holds on every router, or on this one where it runs alone.</summary>
internal sealed partial class HealthOrders(
    CurrentFeed feed, HealthBook book, ChangeSignal changed, ILogger<HealthOrders> logger, CircuitStore? circuits = null)
{
    /// <summary>Takes something out of service.</summary>
    public Task<OrderOutcome> IsolateAsync(OrderedSubject ordered, string reason, string by, CancellationToken cancellationToken) => CarryOutAsync(
        ordered,
        async subject =>
        {
            await (circuits?.IsolateAsync(subject, reason, by, cancellationToken) ?? Task.CompletedTask);
            book.Change(subject, (record, now) => record with { Isolation = new(reason, by, now) });
            LogIsolated(subject, by, reason);
        });

    /// <summary>Puts it back, with a clean slate.</summary>
    public Task<OrderOutcome> ResetAsync(OrderedSubject ordered, string reason, string by, CancellationToken cancellationToken) => CarryOutAsync(
        ordered,
        async subject =>
        {
            await (circuits?.ResetAsync(subject, reason, by, cancellationToken) ?? Task.CompletedTask);
            book.Change(subject, static (record, now) => record.Reset(now));
            LogReset(subject, by, reason);
        });

    /// <summary>What happened to a subject, the latest first; null while the store does not answer.</summary>
    public async Task<IReadOnlyList<HealthEvent>?> HistoryAsync(HealthSubject subject, CancellationToken cancellationToken)
    {
        try
        {
            return circuits is null ? [] : await circuits.HistoryAsync(subject, cancellationToken);
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            return null;
        }
    }

    private async Task<OrderOutcome> CarryOutAsync(OrderedSubject ordered, Func<HealthSubject, Task> order)
    {
        if (!IsListed(ordered))
        {
            return OrderOutcome.Unknown;
        }

        try
        {
            foreach (var subject in ordered.Subjects)
            {
                await order(subject);
            }
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            return OrderOutcome.StoreAway;
        }

        changed.Set();
        return OrderOutcome.Done;
    }

    private bool IsListed(OrderedSubject ordered)
    {
        var snapshot = feed.State.Index.Snapshot;
        return ordered.Model is null
            ? snapshot.Providers.Any(provider => provider.Id == ordered.Provider)
            : snapshot.Deployments.Any(deployment => deployment.Id == new DeploymentId(ordered.Provider, ordered.Model));
    }

    [LoggerMessage(EventId = 640, Level = LogLevel.Warning, Message = "{By} takes {Subject} out of service: {Reason}")]
    private partial void LogIsolated(HealthSubject subject, string by, string reason);

    [LoggerMessage(EventId = 641, Level = LogLevel.Warning, Message = "{By} puts {Subject} back into service: {Reason}")]
    private partial void LogReset(HealthSubject subject, string by, string reason);
}
