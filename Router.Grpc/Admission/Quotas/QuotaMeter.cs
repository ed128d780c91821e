using Routing.Quotas;
using ServiceDefaults.Quotas;

namespace Router.Grpc.Admission.Quotas;

/// <summary>Counts one limit: spends what this router holds of it and asks for more when that is gone.</summary>
#pragma warning disable CA1001 // The semaphore holds nothing of the system's unless somebody asks for its wait handle.
internal sealed class QuotaMeter(string subject, QuotaLink link, TimeProvider time)
#pragma warning restore CA1001
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly QuotaBalance _balance = new();
    private long _ends;
    private long _exhausted = long.MaxValue;

    /// <summary>Spends an amount, if there is as much.</summary>
    /// <param name="amount">How much.</param>
    /// <param name="limit">What all routers may spend in a window.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is not.</returns>
    public ValueTask<QuotaSpent?> SpendAsync(long amount, long limit, CancellationToken cancellationToken) =>
        TrySpend(amount, limit, out var decided) is { } spent ? ValueTask.FromResult<QuotaSpent?>(spent)
            : decided ? ValueTask.FromResult<QuotaSpent?>(null)
            : AskAsync(amount, limit, cancellationToken);

    /// <summary>Corrects what was spent, once it is known.</summary>
    public void Return(QuotaSpent spent, long amount)
    {
        lock (_gate)
        {
            _balance.Return(spent.Window, amount);
        }
    }

    /// <summary>What is left for callers of this router, as far as it knows, and for how long.</summary>
    public (long Remaining, TimeSpan Reset) Standing(long limit)
    {
        lock (_gate)
        {
            var left = Left();
            return left > TimeSpan.Zero
                ? (Math.Max(0, limit - _balance.Used + Math.Max(0, _balance.Free)), left)
                : (limit, LeftOfMinute(time.GetUtcNow()));
        }
    }

    /// <summary>How long whoever was just refused has to wait. The window may have ended since, and then it is as good as nothing.</summary>
    public TimeSpan RetryAfter()
    {
        lock (_gate)
        {
            var left = Left();
            return left > ShortestWait ? left : ShortestWait;
        }
    }

    private async ValueTask<QuotaSpent?> AskAsync(long amount, long limit, CancellationToken cancellationToken)
    {
        // One asks for all who wait: most of them find enough when it is their turn.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var found = TrySpend(amount, limit, out var decided);
            if (found is not null || decided)
            {
                return found;
            }

            do
            {
                var (want, charge) = Question(amount, limit);
                var asked = time.GetTimestamp();
                var grant = await link.LeaseAsync(subject, limit, want, charge, cancellationToken);
                lock (_gate)
                {
                    if (grant is null)
                    {
                        Allow(limit);
                    }
                    else
                    {
                        Take(grant, want, limit, charge.Amount, asked);
                    }
                }

                found = TrySpend(amount, limit, out decided);
            }
            // An answer may outlast its window, and then says nothing about the one that runs.
            while (!decided && IsOver());

            return found;
        }
        finally
        {
            _turn.Release();
        }
    }

    private QuotaSpent? TrySpend(long amount, long limit, out bool decided)
    {
        lock (_gate)
        {
            if (Left() <= TimeSpan.Zero)
            {
                decided = false;
                return null;
            }

            if (_balance.TrySpend(amount))
            {
                decided = true;
                return new(_balance.Window);
            }

            // Nothing comes back within a window, so that whoever was told so once need not ask again.
            decided = limit <= _exhausted && _exhausted != long.MaxValue;
            return null;
        }
    }

    private (long Want, QuotaCharge Charge) Question(long amount, long limit)
    {
        lock (_gate)
        {
            var isOver = Left() <= TimeSpan.Zero;
            var (used, free) = isOver ? (0L, 0L) : (_balance.Used, _balance.Free);
            var need = amount - Math.Max(0, free);
            return (QuotaSlices.Want(limit, used, need), isOver ? default : new(_balance.Charge, _balance.Window));
        }
    }

    private void Take(QuotaGrant grant, long want, long limit, long charge, long asked)
    {
        _balance.Grant(grant.Window, grant.Granted, grant.Used, charge);
        // From before the question: the window ends no later by the clock of who granted it.
        _ends = asked + (long)(grant.Left.TotalSeconds * time.TimestampFrequency);
        _exhausted = grant.Granted < want ? limit : long.MaxValue;
    }

    private void Allow(long limit)
    {
        var (now, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
        _balance.Allow(now.ToUnixTimeSeconds() / (long)QuotaStore.Window.TotalSeconds, QuotaSlices.Share(limit, link.Routers));
        _ends = timestamp + (long)(LeftOfMinute(now).TotalSeconds * time.TimestampFrequency);
        _exhausted = long.MaxValue;
    }

    private bool IsOver()
    {
        lock (_gate)
        {
            return Left() <= TimeSpan.Zero;
        }
    }

    private TimeSpan Left() => _ends == 0 ? TimeSpan.Zero : time.GetElapsedTime(time.GetTimestamp(), _ends);

    private static TimeSpan LeftOfMinute(DateTimeOffset now) => QuotaStore.Window - TimeSpan.FromTicks(now.Ticks % QuotaStore.Window.Ticks);
}

/// <summary>That something was spent, and in which window.</summary>
internal readonly record struct QuotaSpent(long Window);
