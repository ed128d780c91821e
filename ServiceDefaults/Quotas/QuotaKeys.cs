using StackExchange.Redis;

namespace ServiceDefaults.Quotas;

/// <summary>Every Redis key of the limits that routers share; nothing else builds one.</summary>
/// <remarks>
/// <code>
/// key                                  type        expiry   written by       read by
/// aspire-routing:{quota}:used:SUBJECT  hash        2 min    router: lease    router
/// aspire-routing:{quota}:routers       sorted set  pruned   router: lease    router
/// </code>
/// SUBJECT is what is limited, as in <c>KEY/requests</c> or <c>KEY/tokens/MODEL</c>. Fields of a hash: <c>window</c>, the number of the
/// minute since 1970 by the server's clock, and <c>used</c>, what was granted in it. Scores of the routers are when each last asked, in
/// milliseconds since 1970; who has not for two minutes is dropped. The braces keep the keys of one script in one slot of a cluster.
/// </remarks>
internal static class QuotaKeys
{
    private const string Quota = "aspire-routing:{quota}:";

    public static RedisKey Routers { get; } = Quota + "routers";

    public static RedisKey Used(string subject) => Quota + "used:" + subject;
}
