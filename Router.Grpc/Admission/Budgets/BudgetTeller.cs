using Routing.Money;
using ServiceDefaults.Budgets;

namespace Router.Grpc.Admission.Budgets;

/// <summary>
/// Moves money between a lease and the shared counter, one move at a time. A move whose end is not known, since the store did not answer
/// in time, is sent again before anything else is, so that no money is counted which nobody has.
/// </summary>
internal sealed class BudgetTeller(BudgetStore store, BudgetHolds holds)
{
    /// <summary>Borrows money.</summary>
    /// <param name="lease">For what window.</param>
    /// <param name="wishes">From the largest amount to the least that helps.</param>
    /// <param name="cancellationToken">Gives up waiting for other moves; one that has begun goes on.</param>
    public async Task<TakeAnswer> BorrowAsync(WindowLease lease, IReadOnlyList<NanoDollars> wishes, CancellationToken cancellationToken)
    {
        var answer = default(TakeAnswer);
        await InTurnAsync(
            lease,
            async () =>
            {
                await holds.AllowAsync(lease, wishes[0], cancellationToken);
                var (move, limit) = (lease.NextMove(), lease.Budget.Limit);
                await MoveAsync(lease, async () => answer = await TakeAsync(lease, move, limit, wishes));
            },
            cancellationToken);
        return answer;
    }

    /// <summary>Gives back what is not used, or tells what was spent beyond what was lent.</summary>
    public Task SettleAsync(WindowLease lease, CancellationToken cancellationToken) => InTurnAsync(
        lease,
        () => lease.TakeDifference() is { } difference
            ? MoveAsync(lease, () => store.MoveAsync(lease.Key, difference.Move, difference.Amount, CancellationToken.None))
            : Task.CompletedTask,
        cancellationToken);

    /// <summary>Does something while no money is on its way.</summary>
    public static async Task InTurnAsync(WindowLease lease, Func<Task> what, CancellationToken cancellationToken)
    {
        await lease.Moves.WaitAsync(cancellationToken);
        try
        {
            if (lease.Unsure is { } unsure)
            {
                await unsure();
                lease.Unsure = null;
            }

            await what();
        }
        finally
        {
            lease.Moves.Release();
        }
    }

    private static async Task MoveAsync(WindowLease lease, Func<Task> move)
    {
        lease.Unsure = move;
        await move();
        lease.Unsure = null;
    }

    private async Task<TakeAnswer> TakeAsync(WindowLease lease, BudgetMove move, NanoDollars limit, IReadOnlyList<NanoDollars> wishes)
    {
        var answer = await store.TakeAsync(lease.Key, move, limit, wishes, CancellationToken.None);
        switch (answer.Outcome)
        {
            case TakeOutcome.Granted:
                lease.Lend(answer.Count, answer.Granted, answer.Counted);
                break;
            case TakeOutcome.Refused or TakeOutcome.Doubtful:
                lease.Hear(answer.Counted);
                break;
        }

        lease.Ceiling.Answered();
        return answer;
    }
}
