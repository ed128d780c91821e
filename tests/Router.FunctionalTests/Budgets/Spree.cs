using Routing.Money;

namespace Router.FunctionalTests.Budgets;

/// <summary>Hundreds of requests at once that spend one budget through several routers, with an account of what is spent and set aside.</summary>
internal sealed class Spree(IReadOnlyList<SpendingRouter> routers, NanoDollars limit, int workersEach = 100)
{
    private const int LargestPart = 250;
    private const int SmallestPart = 1_500;
    private long _committed;
    private long _settled;
    private long _most;

    public NanoDollars Settled => new(Volatile.Read(ref _settled));

    /// <summary>The most that was ever spent and set aside at once.</summary>
    public NanoDollars Most => new(Volatile.Read(ref _most));

    public int Served => _served;

    private int _served;

    /// <summary>Spends until every worker has been refused.</summary>
    public Task RunAsync() => Task.WhenAll(
        Enumerable.Range(0, routers.Count * workersEach).Select(worker => Task.Run(() => SpendAsync(routers[worker % routers.Count], new Random(worker)))));

    public void Note(long committed)
    {
        var now = Interlocked.Add(ref _committed, committed);
        for (var most = Volatile.Read(ref _most); now > most; most = Volatile.Read(ref _most))
        {
            Interlocked.CompareExchange(ref _most, now, most);
        }
    }

    private async Task SpendAsync(SpendingRouter router, Random random)
    {
        while (true)
        {
            var bound = new NanoDollars(random.NextInt64(limit.Value / SmallestPart, limit.Value / LargestPart) + 1);
            if (await router.BeginAsync(bound) is not { } spending)
            {
                return;
            }

            Note(bound.Value);
            await Task.Yield();
            var cost = random.NextInt64(0, bound.Value + 1);

            // Before it is settled: from then on others may spend it.
            Note(cost - bound.Value);
            Interlocked.Add(ref _settled, cost);
            Interlocked.Increment(ref _served);
            spending.End(new(cost));
        }
    }
}
