using Grpc.Core;
using Routing.Money;
using ServiceDefaults.Budgets;
using ServiceDefaults.Redis;

namespace Router.Grpc.Admission.Budgets;

/// <summary>Whether money could be set aside.</summary>
internal enum Funding
{
    /// <summary>It was.</summary>
    Done,

    /// <summary>There is not so much left.</summary>
    Short,

    /// <summary>The shared counter cannot be asked.</summary>
    Unavailable,
}

/// <summary>
/// Sets money of a lease aside, and has the shared counter lend more where there is too little. Far from the limit it lends for many
/// requests at once; near it for one, after others have given back what they do not use.
/// </summary>
internal sealed partial class BudgetLending(
    BudgetStore store, BudgetTeller teller, BudgetCounting counting, RouterIdentity router, BudgetTiming timing, TimeProvider time, ILogger<BudgetLending> logger)
{
    // The part of the remainder that one router borrows at once, and the requests like this one that it may be enough for.
    private const int PartOfRemainder = 64;
    private const int MostRequests = 256;

    // An outage is noticed by one request, not by each that comes meanwhile.
    private static readonly TimeSpan TriedAgainAfter = TimeSpan.FromSeconds(1);

    private int _away;

    /// <summary>Sets an amount aside for a decision.</summary>
    public async ValueTask<Funding> SetAsideAsync(WindowLease lease, string decision, NanoDollars amount, CancellationToken cancellationToken)
    {
        if (lease.TrySetAside(decision, amount))
        {
            return Funding.Done;
        }

        if (lease.Outage.IsWithin(TriedAgainAfter))
        {
            return Funding.Unavailable;
        }

        await lease.Turn.WaitAsync(cancellationToken);
        try
        {
            // The one before may have found out while this one waited for its turn.
            if (lease.Outage.IsWithin(TriedAgainAfter))
            {
                return lease.TrySetAside(decision, amount) ? Funding.Done : Funding.Unavailable;
            }

            var outcome = await BorrowAsync(lease, decision, amount, cancellationToken);
            if (Interlocked.Exchange(ref _away, 0) == 1)
            {
                LogBack();
            }

            return outcome;
        }
        catch (Exception e) when (RedisFailure.IsOutage(e) || (e is RpcException && !cancellationToken.IsCancellationRequested))
        {
            lease.Outage.Note();
            if (Interlocked.Exchange(ref _away, 1) == 0)
            {
                LogAway(e is RpcException ? "the catalog does not say what is spent" : e is UnusableRedisException ? e.Message : "Redis does not answer");
            }

            return Funding.Unavailable;
        }
        finally
        {
            lease.Turn.Release();
        }
    }

    private async Task<Funding> BorrowAsync(WindowLease lease, string decision, NanoDollars amount, CancellationToken cancellationToken)
    {
        while (!lease.TrySetAside(decision, amount))
        {
            if (lease.IsFrozen)
            {
                if (!await counting.ThawAsync(lease, cancellationToken))
                {
                    await counting.EnsureAsync(lease, replaced: null, cancellationToken);
                }

                continue;
            }

            var missing = amount - lease.Free;
            var answer = await teller.BorrowAsync(lease, Wishes(lease, amount, missing), cancellationToken);
            switch (answer.Outcome)
            {
                case TakeOutcome.Granted:
                case TakeOutcome.Doubtful when await counting.TryAgainAsync(lease, answer.Count, cancellationToken):
                    break;
                case TakeOutcome.Refused or TakeOutcome.Doubtful:
                    if (!await RecallAsync(lease, amount, cancellationToken))
                    {
                        return lease.TrySetAside(decision, amount) ? Funding.Done : Funding.Short;
                    }

                    break;
                default:
                    await counting.EnsureAsync(lease, replaced: null, cancellationToken);
                    break;
            }
        }

        return Funding.Done;
    }

    private static NanoDollars[] Wishes(WindowLease lease, NanoDollars amount, NanoDollars missing)
    {
        if (lease.Scarcity.IsWithin(WindowLease.NothingKept))
        {
            return [missing];
        }

        // No amount is so large that this many times it overflows: a budget is below 2^53.
        var slice = Math.Min((lease.Budget.Limit.Value - lease.Counted.Value) / PartOfRemainder, amount.Value * MostRequests);
        return slice > missing.Value ? [new(slice), missing] : [missing];
    }

    /// <summary>Has the other routers give back what they do not use, and waits a little for it.</summary>
    /// <returns>Whether so much has come back that it is worth asking again.</returns>
    private async Task<bool> RecallAsync(WindowLease lease, NanoDollars amount, CancellationToken cancellationToken)
    {
        lease.Scarcity.Note();
        if (!lease.Recall.TryNote(timing.RecallEvery))
        {
            return false;
        }

        await store.TellAsync(new(BudgetMessageKind.Recall, router.Id, lease.Key.ToString()), cancellationToken);
        foreach (var wait in timing.RecallWaits)
        {
            await Task.Delay(wait, time, cancellationToken);
            var missing = amount - lease.Free;
            if (missing.Value <= 0 || (await teller.BorrowAsync(lease, [missing], cancellationToken)).Outcome is not (TakeOutcome.Refused or TakeOutcome.Doubtful))
            {
                return true;
            }
        }

        return false;
    }

    [LoggerMessage(EventId = 552, Level = LogLevel.Warning,
        Message = "Budgets cannot be checked: {Reason}. Hard ones refuse once what this router holds is used up, soft ones admit.")]
    private partial void LogAway(string reason);

    [LoggerMessage(EventId = 553, Level = LogLevel.Information, Message = "Budgets are checked again.")]
    private partial void LogBack();
}
