using Routing.Health;
using StackExchange.Redis;

namespace ServiceDefaults.SharedHealth;

/// <summary>Every Redis key of the shared health state; nothing else builds one.</summary>
/// <remarks>
/// <code>
/// key                                       type        expiry   written by                            read by
/// aspire-routing:{health}:state:SUBJECT     hash        1 h      worker, router: record, turn, trial,  router, worker
///                                                                reset, slow
/// aspire-routing:{health}:subjects          sorted set  pruned   worker, router: record, turn, reset   router, worker
/// aspire-routing:{health}:isolated          hash        none     router: isolate, reset                router, worker
/// aspire-routing:{health}:history:SUBJECT   list        30 d     worker, router: turn, isolate, reset, router
///                                                                slow
/// aspire-routing:{health}:pace:SUBJECT      string      7 d      worker                                worker
/// aspire-routing:{health}:generation        string      none     worker, router: subjects              router, worker
/// aspire-routing:{health}:changes           channel     -        worker, router                        router
/// aspire-routing:{trial}:RANDOM             string      1 min    any service, at start                 the same
/// </code>
/// SUBJECT is <c>reach/PROVIDER</c>, <c>chat/PROVIDER/MODEL</c> or <c>embed/PROVIDER/MODEL</c>. The hour runs from the subject's
/// last observation or turn; each write also prunes the sorted set, whose scores are those moments in milliseconds since 1970 by the
/// server's clock. Fields of a state, times in the same milliseconds:
/// <code>
/// at                    moment to which the sums below are faded
/// since                 outcomes observed before it count no longer; absent while all count
/// sums                  for each window, longest first, faded numbers of successes and failures; then for the longest one the sum of
///                       the latencies of successes, the number of streamed answers and the sum of the times to their first content
/// series                number and sum of logarithms of all latencies so far, and of all times to the first content; never faded
/// succeeded, failures   last success, and the latest five failures
/// observed              last observation
/// cause, cause_at       latest failure in words, and when
/// cooling               no requests before this moment
/// probed, next_probe    when somebody last said when to look again, and when that is
/// slow                  why it is called slow against its own past
/// version               how often the circuit has turned
/// open, open_until      1 while the circuit is open, and the moment of its first trial
/// openings, turned, why how often it opened in a row, when and why it last turned
/// trial, trial_until    token of whoever has the trial, and when it is given up for lost
/// </code>
/// A pace is how quick the subject used to be and is, so that a worker which is started anew goes on from there.
/// A field of <c>isolated</c> is a subject, its value the moment and, as JSON, an operator's word. An entry of a history is a moment
/// and, as JSON, what happened; the latest 100 are kept. The generation is a random name that is given once: another one means that
/// the server has lost everything. The braces keep the keys of one script in one slot of a cluster.
/// </remarks>
internal static class HealthKeys
{
    private const string Health = "aspire-routing:{health}:";

    public static RedisKey Subjects { get; } = Health + "subjects";

    public static RedisKey Isolated { get; } = Health + "isolated";

    public static RedisKey Generation { get; } = Health + "generation";

    public static RedisChannel Changes { get; } = new(Health + "changes", RedisChannel.PatternMode.Literal);

    public static RedisKey State(HealthSubject subject) => Health + "state:" + subject;

    public static RedisKey History(HealthSubject subject) => Health + "history:" + subject;

    public static RedisKey Pace(HealthSubject subject) => Health + "pace:" + subject;

    public static RedisKey Trial(Guid trial) => "aspire-routing:{trial}:" + trial.ToString("N");
}
