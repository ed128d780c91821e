using Aspire.Catalog.V1;
using Catalog.Api.Database;
using Grpc.Core;
using Npgsql;

namespace Catalog.Api.Alerts;

/// <summary>Serves one watcher: each event once and in order, a ping when none comes.</summary>
internal sealed class AlertWatch(NpgsqlDataSource database, AlertSignal signal, TimeProvider time)
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    public async Task ServeAsync(long after, IServerStreamWriter<WatchAlertsResponse> watcher, CancellationToken cancellationToken)
    {
        var seen = after > 0 ? after : await SendOpenAsync(watcher, cancellationToken);
        while (true)
        {
            var next = signal.Next;
            while (await AfterAsync(seen, cancellationToken) is { Count: > 0 } happenings)
            {
                await SendAsync(happenings, watcher, cancellationToken);
                seen = happenings[^1].EventId;
            }

            while (!await ChannelSignal.CameAsync(next, PingEvery, time, cancellationToken))
            {
                await watcher.WriteAsync(new(), cancellationToken);
            }
        }
    }

    /// <returns>The event from which on the rest follows.</returns>
    private async Task<long> SendOpenAsync(IServerStreamWriter<WatchAlertsResponse> watcher, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var latest = await AlertEvents.LatestAsync(connection, cancellationToken);
        await SendAsync(await AlertEvents.OfOpenAsync(connection, latest, cancellationToken), watcher, cancellationToken);
        return latest;
    }

    private async Task<List<AlertHappening>> AfterAsync(long seen, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await AlertEvents.AfterAsync(connection, seen, MostAtOnce, cancellationToken);
    }

    private static async Task SendAsync(
        List<AlertHappening> happenings, IServerStreamWriter<WatchAlertsResponse> watcher, CancellationToken cancellationToken)
    {
        foreach (var happening in happenings)
        {
            await watcher.WriteAsync(new() { Event = AlertWire.ToWire(happening) }, cancellationToken);
        }
    }
}
