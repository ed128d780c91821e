using System.Globalization;
using Routing.Money;
using ServiceDefaults.Redis;
using StackExchange.Redis;

namespace ServiceDefaults.Budgets;

/// <summary>The counters of budgets that routers share in Redis. A counter says what is spent, set aside or lent to a router.</summary>
/// <remarks>
/// Calls fail with <see cref="RedisException"/> or <see cref="TimeoutException"/> while Redis is away
/// (<see cref="RedisFailure.IsOutage"/>), and with <see cref="UnusableRedisException"/> where it loses updates. A call that fails may
/// have been carried out all the same, or be carried out later: it must be sent again, as the same <see cref="BudgetMove"/>, before the
/// borrower makes another.
/// </remarks>
public sealed class BudgetStore(RedisGate redis, TimeProvider time)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromHours(1);
    private static readonly TimeSpan MoveKept = TimeSpan.FromDays(1);
    private static readonly TimeSpan CountingTurn = TimeSpan.FromSeconds(10);
    private static readonly string TakeScript = Script.Load("Budgets/take.lua");
    private static readonly string MoveScript = Script.Load("Budgets/move.lua");
    private static readonly string BeginScript = Script.Load("Budgets/begin.lua");
    private static readonly string JoinScript = Script.Load("Budgets/join.lua");
    private static readonly string OpenScript = Script.Load("Budgets/open.lua");

    /// <summary>Asks for money of a window.</summary>
    /// <param name="key">The window.</param>
    /// <param name="move">Names the loan.</param>
    /// <param name="limit">Most that may be counted.</param>
    /// <param name="amounts">From the largest wish to the least that helps.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TakeAnswer> TakeAsync(
        BudgetKey key, BudgetMove move, NanoDollars limit, IReadOnlyList<NanoDollars> amounts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        var answer = (string[])(await RunAsync(
            TakeScript,
            [
                BudgetKeys.Counted(key), BudgetKeys.Count(key), BudgetKeys.Open(key), BudgetKeys.Since(key.Counter), BudgetKeys.Doubt(key),
                BudgetKeys.Moved(key, move.Borrower),
            ],
            [
                move.Number,
                MoveExpiry(key),
                move.Count ?? "",
                key.Window.Start.ToUnixTimeMilliseconds(),
                Guid.NewGuid().ToString("N"),
                Expiry(key),
                limit.Value,
                .. amounts.Select(static amount => (RedisValue)amount.Value),
            ],
            cancellationToken))!;
        var outcome = answer[0] switch
        {
            "granted" => TakeOutcome.Granted,
            "doubtful" => TakeOutcome.Doubtful,
            "refused" => TakeOutcome.Refused,
            "missing" => TakeOutcome.Missing,
            "counting" => TakeOutcome.Counting,
            _ => TakeOutcome.Stale,
        };
        return new(outcome, answer[1], Amount(answer[2]) + Amount(answer[4]), Amount(answer[3]));
    }

    /// <summary>Adds money to what is counted whatever the limit, or with a negative amount takes it off.</summary>
    /// <returns>False when the window has been counted anew since, so that nothing was moved.</returns>
    public async Task<bool> MoveAsync(BudgetKey key, BudgetMove move, NanoDollars amount, CancellationToken cancellationToken) =>
        (int)await RunAsync(
            MoveScript,
            [BudgetKeys.Counted(key), BudgetKeys.Count(key), BudgetKeys.Moved(key, move.Borrower)],
            [move.Number, MoveExpiry(key), move.Count ?? "", amount.Value],
            cancellationToken) == 1;

    /// <summary>Begins to count a window anew.</summary>
    /// <param name="key">The window.</param>
    /// <param name="replaced">The count that is in force and known to be wrong; null when only a missing one is to be replaced.</param>
    /// <param name="router">Who counts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The count in force, and whether this router has begun it and must open it.</returns>
    public async Task<(string Count, bool Begun)> BeginAsync(BudgetKey key, string? replaced, string router, CancellationToken cancellationToken)
    {
        var answer = (string[])(await RunAsync(
            BeginScript,
            [
                BudgetKeys.Counted(key), BudgetKeys.Count(key), BudgetKeys.Open(key), BudgetKeys.Joined(key), BudgetKeys.Pending(key),
                BudgetKeys.Counting(key), BudgetKeys.Since(key.Counter), BudgetKeys.Doubt(key),
            ],
            [replaced ?? "", Guid.NewGuid().ToString("N"), router, (long)CountingTurn.TotalMilliseconds, Expiry(key)],
            cancellationToken))!;
        return (answer[0], answer[1] == "yes");
    }

    /// <summary>Adds what a router holds to a count; a second time it changes nothing.</summary>
    /// <param name="key">The window.</param>
    /// <param name="count">The count.</param>
    /// <param name="router">Who holds it.</param>
    /// <param name="held">All that the router has set aside, may still spend, or has spent without the ledger's knowledge.</param>
    /// <param name="counted">Ids of the decisions and events whose cost is part of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when another count is in force.</returns>
    public async Task<bool> JoinAsync(
        BudgetKey key, string count, string router, NanoDollars held, IReadOnlyCollection<string> counted, CancellationToken cancellationToken) =>
        (int)await RunAsync(
            JoinScript,
            [
                BudgetKeys.Counted(key), BudgetKeys.Count(key), BudgetKeys.Joined(key), BudgetKeys.Pending(key), BudgetKeys.Open(key),
                BudgetKeys.Doubt(key),
            ],
            [count, router, held.Value, Expiry(key), .. counted.Select(static id => (RedisValue)id)],
            cancellationToken) == 1;

    /// <summary>Who has joined a count, and the ids of the decisions and events that they have counted themselves.</summary>
    public async Task<(IReadOnlyList<string> Routers, IReadOnlyList<string> Counted)> JoinedAsync(BudgetKey key, CancellationToken cancellationToken)
    {
        await redis.AdmitAsync(cancellationToken);
        var database = redis.Connection.GetDatabase();
        var routers = await database.SetMembersAsync(BudgetKeys.Joined(key)).WaitAsync(Deadline, time, cancellationToken);
        var counted = await database.SetMembersAsync(BudgetKeys.Pending(key)).WaitAsync(Deadline, time, cancellationToken);
        return ([.. routers.Select(static router => (string)router!)], [.. counted.Select(static id => (string)id!)]);
    }

    /// <summary>Adds the ledger's part to a count and lets it be lent from.</summary>
    /// <param name="key">The window.</param>
    /// <param name="count">The count.</param>
    /// <param name="joined">How many routers had joined when the ledger was asked.</param>
    /// <param name="ledger">The ledger's part.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<OpenOutcome> OpenAsync(BudgetKey key, string count, int joined, NanoDollars ledger, CancellationToken cancellationToken) =>
        (int)await RunAsync(
            OpenScript,
            [BudgetKeys.Counted(key), BudgetKeys.Count(key), BudgetKeys.Open(key), BudgetKeys.Counting(key), BudgetKeys.Joined(key)],
            [count, ledger.Value, Expiry(key), joined],
            cancellationToken) switch
        {
            0 => OpenOutcome.Replaced,
            1 => OpenOutcome.Open,
            _ => OpenOutcome.JoinedMeanwhile,
        };

    /// <summary>The count in force of each window; null where there is none.</summary>
    public async Task<IReadOnlyList<string?>> CountsAsync(IReadOnlyList<BudgetKey> keys, CancellationToken cancellationToken)
    {
        await redis.AdmitAsync(cancellationToken);
        var database = redis.Connection.GetDatabase();
        var counts = await Task.WhenAll(keys.Select(key => database.StringGetAsync(BudgetKeys.Count(key)))).WaitAsync(Deadline, time, cancellationToken);
        return [.. counts.Select(static count => (string?)count)];
    }

    /// <summary>Whether the ledger's part is in a count, so that it may be lent from.</summary>
    public async Task<bool> IsOpenAsync(BudgetKey key, string count, CancellationToken cancellationToken)
    {
        await redis.AdmitAsync(cancellationToken);
        return await redis.Connection.GetDatabase().StringGetAsync(BudgetKeys.Open(key)).WaitAsync(Deadline, time, cancellationToken) == count;
    }

    /// <summary>What is counted of a window; null when nothing counts it.</summary>
    public async Task<NanoDollars?> CountedAsync(BudgetKey key, CancellationToken cancellationToken)
    {
        await redis.AdmitAsync(cancellationToken);
        var counted = (string?)await redis.Connection.GetDatabase().StringGetAsync(BudgetKeys.Counted(key)).WaitAsync(Deadline, time, cancellationToken);
        return counted is null ? null : Amount(counted);
    }

    /// <summary>Tells every router something about a window.</summary>
    public async Task TellAsync(BudgetMessage message, CancellationToken cancellationToken)
    {
        await redis.AdmitAsync(cancellationToken);
        await redis.Connection.GetDatabase().PublishAsync(BudgetKeys.Changes, message.ToString()).WaitAsync(Deadline, time, cancellationToken);
    }

    /// <summary>Calls back with each message of any router, this one included, from a thread of the Redis client, until the connection ends.</summary>
    public async Task SubscribeAsync(Action<BudgetMessage> heard, CancellationToken cancellationToken)
    {
        await redis.AdmitAsync(cancellationToken);
        await redis.Connection.GetSubscriber().SubscribeAsync(
            BudgetKeys.Changes,
            (_, text) =>
            {
                if (BudgetMessage.TryParse(text, out var message))
                {
                    heard(message.Value);
                }
            }).WaitAsync(Deadline, time, cancellationToken);
    }

    private async Task<RedisResult> RunAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        await redis.AdmitAsync(cancellationToken);
        return await redis.Connection.GetDatabase().ScriptEvaluateAsync(script, keys, values).WaitAsync(Deadline, time, cancellationToken);
    }

    private RedisValue Expiry(BudgetKey key) => key.Window.End is { } end
        ? Math.Max(1, (long)(end + KeptAfterEnd - time.GetUtcNow()).TotalMilliseconds)
        : RedisValue.EmptyString;

    private long MoveExpiry(BudgetKey key) => Math.Min((long)MoveKept.TotalMilliseconds, Expiry(key) is { IsInteger: true } window ? (long)window : long.MaxValue);

    private static NanoDollars Amount(string text) => new(long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
}
