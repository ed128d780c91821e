using ServiceDefaults.Quotas;
using ServiceDefaults.Redis;

namespace Router.Grpc.Admission.Quotas;

/// <summary>
/// The way to who keeps count for all routers. While that one is away nobody is kept waiting for it: it is tried once a second, and each
/// router keeps to its share meanwhile.
/// </summary>
internal sealed partial class QuotaLink(TimeProvider time, ILogger<QuotaLink> logger, QuotaStore? store = null)
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly string _router = Guid.CreateVersion7(time.GetUtcNow()).ToString();
    private long _failedAt;
    private volatile bool _away;
    private volatile int _routers = 1;

    /// <summary>Whether routers count each for itself although there are others.</summary>
    public bool IsAway => _away;

    /// <summary>How many routers share the limits, as last told.</summary>
    public int Routers => _routers;

    /// <returns>Null when nobody keeps count.</returns>
    public async ValueTask<QuotaGrant?> LeaseAsync(string subject, long limit, long want, QuotaCharge charge, CancellationToken cancellationToken)
    {
        if (store is null || (_away && time.GetElapsedTime(Volatile.Read(ref _failedAt)) < TryAgainAfter))
        {
            return null;
        }

        try
        {
            var grant = await store.LeaseAsync(_router, subject, limit, want, charge, cancellationToken);
            _routers = grant.Routers;
            if (_away)
            {
                _away = false;
                LogBack();
            }

            return grant;
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            Volatile.Write(ref _failedAt, time.GetTimestamp());
            if (!_away)
            {
                _away = true;
                LogAway(_routers);
            }

            return null;
        }
    }

    [LoggerMessage(EventId = 520, Level = LogLevel.Warning, Message = "Redis does not keep count of rate limits. Until it does, each router lets through one of {Routers} equal shares of each.")]
    private partial void LogAway(int routers);

    [LoggerMessage(EventId = 521, Level = LogLevel.Information, Message = "Redis keeps count of rate limits again.")]
    private partial void LogBack();
}
