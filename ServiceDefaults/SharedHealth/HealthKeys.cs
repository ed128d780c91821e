using StackExchange.Redis;

namespace ServiceDefaults.SharedHealth;

/// <summary>Every Redis key of the shared health state; nothing else builds one.</summary>
/// <remarks>
/// <code>
/// key                                       type        expiry   written by               read by
/// aspire-routing:{health}:state:SUBJECT     hash        1 h      worker, router: record   router, worker
/// aspire-routing:{health}:subjects          sorted set  pruned   worker, router: record   router, worker
/// aspire-routing:{health}:changes           channel     -        worker, router           router
/// aspire-routing:{trial}:RANDOM             string      1 min    any service, at start    the same
/// </code>
/// SUBJECT is <c>reach/PROVIDER</c> or <c>chat/PROVIDER/MODEL</c>. The hour runs from the subject's last observation; each
/// write also prunes the sorted set, whose scores are those moments in milliseconds since 1970 by the server's clock.
/// Fields of a state, times in the same milliseconds:
/// <code>
/// at                    moment to which the sums below are decayed
/// ok, failed            decayed numbers of successes and failures
/// latency               decayed sum of the latencies of successes, in milliseconds
/// begun, first          decayed number of streamed answers, and sum of the times to their first content, in milliseconds
/// observed              last observation
/// cause, cause_at       latest failure in words, and when
/// cooling               no requests before this moment
/// next_probe            when the worker looks again
/// </code>
/// The braces keep the keys of one script in one slot of a cluster.
/// </remarks>
internal static class HealthKeys
{
    private const string Health = "aspire-routing:{health}:";

    public static RedisKey Subjects { get; } = Health + "subjects";

    public static RedisChannel Changes { get; } = new(Health + "changes", RedisChannel.PatternMode.Literal);

    public static RedisKey State(HealthSubject subject) => Health + "state:" + subject;

    public static RedisKey Trial(Guid trial) => "aspire-routing:{trial}:" + trial.ToString("N");
}
