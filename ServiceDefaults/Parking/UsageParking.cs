using System.Globalization;
using ServiceDefaults.Redis;
using StackExchange.Redis;

namespace ServiceDefaults.Parking;

/// <summary>
/// What must outlive a router and its disk, in Redis: batches of usage that it could not hand to the catalog before it ended, and a copy
/// of the calls it has open.
/// </summary>
/// <remarks>
/// Every Redis key of it:
/// <code>
/// key                                       type        expiry   written by           read by
/// aspire-routing:{usage}:parked             list        none     router               router
/// aspire-routing:{usage}:open:ROUTER        string      none     router: mirror       router: settle
/// aspire-routing:{usage}:routers            sorted set  none     router: mirror       router
/// </code>
/// An element of the list is one batch. It is removed when the catalog has stored it, so that a router which dies in between costs nothing:
/// what is handed over twice is stored once. ROUTER is one process from its start to its end; its score is when it was last heard of, in
/// milliseconds since 1970 by the server's clock. Nothing here reads to write, hence any server will do, also one that
/// <see cref="RedisGate"/> would refuse. Calls fail as <see cref="RedisFailure.IsOutage"/> says.
/// </remarks>
public sealed class UsageParking(RedisGate redis, TimeProvider time)
{
    private const string Usage = "aspire-routing:{usage}:";
    private const string Parked = Usage + "parked";
    private const string Routers = Usage + "routers";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    private static readonly string Mirror = Script.Load("Parking/mirror.lua");
    private static readonly string Settle = Script.Load("Parking/settle.lua");

    /// <summary>Parks a batch behind the others.</summary>
    public Task ParkAsync(byte[] batch, CancellationToken cancellationToken) =>
        Database.ListRightPushAsync(Parked, batch).WaitAsync(Deadline, time, cancellationToken);

    /// <summary>The batch that has waited longest; null when none waits. It stays.</summary>
    public async Task<byte[]?> FirstAsync(CancellationToken cancellationToken) =>
        await Database.ListGetByIndexAsync(Parked, 0).WaitAsync(Deadline, time, cancellationToken);

    /// <summary>Removes a batch that is stored; whoever is second finds it gone.</summary>
    public Task RemoveAsync(byte[] batch, CancellationToken cancellationToken) =>
        Database.ListRemoveAsync(Parked, batch, count: 1).WaitAsync(Deadline, time, cancellationToken);

    /// <summary>How many batches wait.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken) =>
        Database.ListLengthAsync(Parked).WaitAsync(Deadline, time, cancellationToken);

    /// <summary>Replaces the copy of what a router has open.</summary>
    /// <param name="router">The router.</param>
    /// <param name="open">A batch; empty when it has nothing open, or ends.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task MirrorAsync(string router, byte[] open, CancellationToken cancellationToken) =>
        Database.ScriptEvaluateAsync(Mirror, [Open(router), Routers], [router, open]).WaitAsync(Deadline, time, cancellationToken);

    /// <summary>Parks what routers had open that have not been heard of for a time.</summary>
    /// <returns>How many such routers there were.</returns>
    public async Task<int> SettleAsync(TimeSpan silence, CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - silence).ToUnixTimeMilliseconds();
        var gone = await Database.SortedSetRangeByScoreAsync(Routers, stop: before).WaitAsync(Deadline, time, cancellationToken);
        var settled = 0;
        foreach (var router in gone)
        {
            // Which routers are silent the server's clock has the last word on.
            var answer = await Database.ScriptEvaluateAsync(
                Settle,
                [Open(router.ToString()), Routers, Parked],
                [router, silence.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture)]).WaitAsync(Deadline, time, cancellationToken);
            settled += (int)answer;
        }

        return settled;
    }

    private IDatabase Database => redis.Connection.GetDatabase();

    private static RedisKey Open(string router) => $"{Usage}open:{router}";
}
