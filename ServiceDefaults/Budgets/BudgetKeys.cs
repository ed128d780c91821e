using System.Globalization;
using StackExchange.Redis;

namespace ServiceDefaults.Budgets;

/// <summary>Every Redis key of the shared budgets; nothing else builds one.</summary>
/// <remarks>
/// <code>
/// key                                        type     expiry              written by               read by
/// aspire-routing:{budget:NAME}:since           string   -                   router: begin            router: take, charge
/// aspire-routing:{budget:NAME}:START:counted   string   window's end + 1 h  router: every script     the same
/// aspire-routing:{budget:NAME}:START:count     string   window's end + 1 h  router: begin, take      router
/// aspire-routing:{budget:NAME}:START:open      string   window's end + 1 h  router: open, take       router
/// aspire-routing:{budget:NAME}:START:joined    set      window's end + 1 h  router: join             router: the one that counts
/// aspire-routing:{budget:NAME}:START:pending   set      window's end + 1 h  router: join             router: the one that counts
/// aspire-routing:{budget:NAME}:START:counting  string   10 s                router: begin            router: begin
/// aspire-routing:{budget:NAME}:START:doubt     string   window's end + 1 h  router: join             router: take
/// aspire-routing:{budget:NAME}:START:moved:WHO string   the same, or a day  router: take, move       router: take, move
/// aspire-routing:budgets                     channel  -                   router                   router
/// </code>
/// NAME is the budget's counter, START the window's first moment in seconds since 1970, WHO a router's lease of the window.
/// <code>
/// since      when Redis first knew the budget, in milliseconds since 1970 by its own clock: a window that began later and has no
///            counter has not been used yet, an older one has lost it
/// counted    nano-dollars spent, set aside or lent to routers; moved by INCRBY alone, below 2^53
/// count      names this count of the window; money lent under another count is not money of this one
/// open       the count, once the ledger's part is in it
/// joined     routers that have added what they hold
/// pending    decisions and events whose cost the joined routers have added, so that the ledger's part must leave them out
/// counting   the router that puts the count together
/// doubt      says that the count holds more than is spent, set aside or lent: it is made anew before it refuses
/// moved      number of the last move of money from or to the lease, the count it was made in, what it lent; so that a move which is
///            sent again, since nobody knows what became of it, is made once
/// </code>
/// The braces keep the keys of one budget in one slot of a cluster. The server must not evict keys.
/// </remarks>
internal static class BudgetKeys
{
    public static RedisChannel Changes { get; } = new("aspire-routing:budgets", RedisChannel.PatternMode.Literal);

    public static RedisKey Since(string counter) => $"aspire-routing:{{budget:{counter}}}:since";

    public static RedisKey Counted(BudgetKey key) => Of(key, "counted");

    public static RedisKey Count(BudgetKey key) => Of(key, "count");

    public static RedisKey Open(BudgetKey key) => Of(key, "open");

    public static RedisKey Joined(BudgetKey key) => Of(key, "joined");

    public static RedisKey Pending(BudgetKey key) => Of(key, "pending");

    public static RedisKey Counting(BudgetKey key) => Of(key, "counting");

    public static RedisKey Doubt(BudgetKey key) => Of(key, "doubt");

    public static RedisKey Moved(BudgetKey key, string borrower) => Of(key, $"moved:{borrower}");

    private static RedisKey Of(BudgetKey key, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"aspire-routing:{{budget:{key.Counter}}}:{key.Window.Start.ToUnixTimeSeconds()}:{name}");
}
