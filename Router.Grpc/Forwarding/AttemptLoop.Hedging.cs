using System.Diagnostics;
using Routing.Money;

namespace Router.Grpc.Forwarding;

/// <content>A second attempt beside one that takes longer than is usual.</content>
internal sealed partial class AttemptLoop
{
    private async Task<Attempt> ServeHedgedAsync(
        Walk walk, AttemptRun first, Task<bool> opening, TimeSpan wait, IOperation operation, CancellationToken callerGone)
    {
        await using var second = await IsSlowAsync(opening, wait, callerGone) ? await StartHedgeAsync(walk, first.Attempt, operation, callerGone) : null;
        return second is null
            ? await FinishAsync(walk, first, opening)
            : await RaceAsync(walk, (first, opening), (second, second.OpenAsync()));
    }

    private async ValueTask<bool> IsSlowAsync(Task<bool> opening, TimeSpan wait, CancellationToken callerGone)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(callerGone);
        var slow = Task.Delay(wait, time, done.Token);
        var isSlow = await Task.WhenAny(opening, slow) == slow && !callerGone.IsCancellationRequested;
        await done.CancelAsync();
        return isSlow;
    }

    private async ValueTask<AttemptRun?> StartHedgeAsync(Walk walk, Attempt slow, IOperation operation, CancellationToken callerGone)
    {
        if (slow.Call.Attempts >= settings.MaxAttempts || !hedging.TryTake())
        {
            return null;
        }

        // Another candidate if there is one; the same deployment may be quicker at a second try.
        var coming = walk.Coming();
        var candidate = coming ?? slow.Candidate;
        var quote = slow.Call.QuoteOf(candidate);
        if (!await budgets.TryUseAsync(slow.Call, quote, callerGone))
        {
            return null;
        }

        if (!Connection(slow.Call, candidate).State.Gate.TryEnter())
        {
            slow.Call.Reservation?.Used(quote, NanoDollars.Zero);
            return null;
        }

        // Two spans side by side, not one in the other.
        Activity.Current = slow.Span?.Parent ?? Activity.Current;
        var hedge = await StartAsync(slow.Call, candidate, quote, operation, isHedge: true, callerGone);
        if (hedge is not null && coming is not null)
        {
            // One that could not be begun stays for when the slow one fails.
            walk.Take();
        }

        return hedge;
    }

    /// <summary>The first to have content is handed over, the other is cancelled.</summary>
    private async Task<Attempt> RaceAsync(Walk walk, (AttemptRun Run, Task<bool> Opening) first, (AttemptRun Run, Task<bool> Opening) second)
    {
        var ahead = await Task.WhenAny(first.Opening, second.Opening);
        var (winner, loser) = ahead == first.Opening ? (first, second) : (second, first);
        if (!await winner.Opening)
        {
            End(walk, winner.Run.Attempt);
            return await FinishAsync(walk, loser.Run, loser.Opening);
        }

        // The winner's answer may take minutes: the loser's place at its provider is free at once, and its row written.
        loser.Run.Supersede();
        var ending = EndSupersededAsync(loser.Run, loser.Opening);
        try
        {
            return await FinishAsync(walk, winner.Run, winner.Opening);
        }
        finally
        {
            await ending;
        }
    }

    private async Task EndSupersededAsync(AttemptRun run, Task<bool> opening)
    {
        await opening;
        Book(run.Attempt);
        await run.DisposeAsync();
    }
}
