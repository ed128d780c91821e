using Aspire.Catalog.V1;
using Google.Protobuf;
using Grpc.Core;
using ServiceDefaults.Parking;
using ServiceDefaults.Redis;

namespace Router.Grpc.Accounting;

/// <summary>Parks usage in Redis when the catalog is away at the end of this process, and hands over what other routers have parked.</summary>
internal sealed partial class ParkedUsage(
    UsageParking parking,
    UsageService.UsageServiceClient usage,
    UsageBacklog backlog,
    SpoolInstruments instruments,
    TimeProvider time,
    ILogger<ParkedUsage> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastDeadline = TimeSpan.FromSeconds(5);
    private long? _looked;

    /// <summary>Parks closed segments, each of which leaves the disk once all of it is in Redis.</summary>
    /// <returns>False when Redis does not take them; what it has not taken stays on disk.</returns>
    public async Task<bool> TryParkAsync(Spool spool, string[] segments)
    {
        using var deadline = new CancellationTokenSource(LastDeadline, time);
        var batches = 0;
        try
        {
            foreach (var segment in segments)
            {
                foreach (var batch in UsageBatches.Of(segment))
                {
                    await parking.ParkAsync(batch.ToByteArray(), deadline.Token);
                    batches++;
                }

                spool.Delete(segment);
            }

            LogParked(batches);
            return true;
        }
        catch (Exception e) when (RedisFailure.IsOutage(e) || e is OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Looks every few seconds how much is parked.</summary>
    public async Task CountAsync(CancellationToken cancellationToken)
    {
        if (_looked is { } looked && time.GetElapsedTime(looked) < LookEvery)
        {
            return;
        }

        _looked = time.GetTimestamp();
        try
        {
            backlog.Parked = await parking.CountAsync(cancellationToken);
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            // Redis has a health check of its own, which says so.
        }
    }

    /// <summary>Hands over what is parked.</summary>
    /// <exception cref="RpcException">The catalog does not take it.</exception>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        if (backlog.Parked == 0)
        {
            return;
        }

        try
        {
            await SendAsync(cancellationToken);
            backlog.Parked = 0;
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            // The next look finds out.
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        using var stream = new UsageStream(usage, instruments, logger, cancellationToken);
        var batches = 0;
        for (; await parking.FirstAsync(cancellationToken) is { } batch; batches++)
        {
            foreach (var events in IngestRequest.Parser.ParseFrom(batch).Events.Chunk(UsageBatches.MostEvents))
            {
                await stream.SendAsync(new() { Events = { events } });
            }

            await parking.RemoveAsync(batch, cancellationToken);
        }

        await stream.CompleteAsync();
        LogHandedOver(batches);
    }

    [LoggerMessage(EventId = 601, Level = LogLevel.Warning, Message = "The catalog is away: {Batches} batches of usage wait in Redis for the next router that reaches it.")]
    private partial void LogParked(int batches);

    [LoggerMessage(EventId = 602, Level = LogLevel.Information, Message = "Handed {Batches} batches of usage to the catalog that ended routers had left in Redis.")]
    private partial void LogHandedOver(int batches);
}
