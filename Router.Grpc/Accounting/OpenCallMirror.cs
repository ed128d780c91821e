using Aspire.Catalog.V1;
using Google.Protobuf;
using ServiceDefaults.Parking;
using ServiceDefaults.Redis;

namespace Router.Grpc.Accounting;

/// <summary>
/// Keeps a copy of the calls under way in Redis, and settles those of routers that went without a word: killed together with their disk,
/// they leave nobody else who knows of them.
/// </summary>
internal sealed partial class OpenCallMirror(Spool spool, UsageParking parking, TimeProvider time, ILogger<OpenCallMirror> logger) : BackgroundService
{
    private const int LooksBetweenSettlements = 15;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Longer than a call may last: what a router that only lost Redis had open has ended by then, and the row of its true end comes before
    /// this one.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(15);

    private readonly string _router = Guid.NewGuid().ToString("N");
    private bool _isThere;

    /// <summary>Takes the copy away: by now everything open has been settled here.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(() => MirrorAsync([], CancellationToken.None));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var look = 0; ; look++)
        {
            await TryAsync(() => MirrorAsync(spool.OpenCalls(), stoppingToken));
            if (look % LooksBetweenSettlements == 0)
            {
                await TryAsync(() => SettleAsync(stoppingToken));
            }

            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private async Task MirrorAsync(LedgerEvent[] open, CancellationToken cancellationToken)
    {
        if (open.Length > 0 || _isThere)
        {
            await parking.MirrorAsync(_router, new IngestRequest { Events = { open } }.ToByteArray(), cancellationToken);
            _isThere = open.Length > 0;
        }
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (await parking.SettleAsync(Silence, cancellationToken) is > 0 and var gone)
        {
            LogSettled(gone, Silence);
        }
    }

    private static async Task TryAsync(Func<Task> what)
    {
        try
        {
            await what();
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            // Redis has a health check of its own, which says so; the next look is soon.
        }
    }

    [LoggerMessage(EventId = 603, Level = LogLevel.Warning, Message = "{Routers} routers went without a word, {Silence} ago or more; the calls they had open are booked as unknown.")]
    private partial void LogSettled(int routers, TimeSpan silence);
}
