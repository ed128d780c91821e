using System.Globalization;
using ServiceDefaults.Redis;

namespace ServiceDefaults.Quotas;

/// <summary>The limits that routers share in Redis, minute by minute.</summary>
/// <remarks>Calls fail as <see cref="RedisFailure.IsOutage"/> says while Redis is away, slow or unfit.</remarks>
public sealed class QuotaStore(RedisGate redis, TimeProvider time)
{
    /// <summary>The length of every window.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // A request waits for it.
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(500);
    private static readonly string Lease = Script.Load("Quotas/lease.lua");

    /// <summary>Takes a slice of a limit.</summary>
    /// <param name="router">Who asks.</param>
    /// <param name="subject">What is limited.</param>
    /// <param name="limit">What all routers may spend in a window.</param>
    /// <param name="want">How much to take.</param>
    /// <param name="charge">What was spent already without a grant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<QuotaGrant> LeaseAsync(string router, string subject, long limit, long want, QuotaCharge charge, CancellationToken cancellationToken)
    {
        await redis.AdmitAsync(cancellationToken);
        var answer = (string[])(await redis.Connection.GetDatabase().ScriptEvaluateAsync(
            Lease,
            [QuotaKeys.Used(subject), QuotaKeys.Routers],
            [router, limit, want, charge.Amount, charge.Window, (long)Window.TotalMilliseconds]).WaitAsync(Deadline, time, cancellationToken))!;
        return new(Number(answer[0]), Number(answer[1]), Number(answer[2]), TimeSpan.FromMilliseconds(Number(answer[3])), (int)Number(answer[4]));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
