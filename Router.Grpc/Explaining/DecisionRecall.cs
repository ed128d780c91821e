using Routing.Replaying;

namespace Router.Grpc.Explaining;

/// <summary>Finds decisions again: the last ones in memory, older ones in the catalog's ledger and history, where there is a catalog.</summary>
internal sealed class DecisionRecall(RecentDecisions recent, StoredHistory? history = null)
{
    private const string NoneYet = "No decision has been made here since the start. Name one by its id, from the header x-routing-decision.";

    /// <param name="id">The decision; null or empty for the last one made here.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<Recalled> FindAsync(string? id, CancellationToken cancellationToken)
    {
        var known = string.IsNullOrEmpty(id) ? recent.Last : recent.Find(id);
        if (known is not null)
        {
            return new Recalled.Found(known.Id, StoredDecision.Read(StoredDecision.Write(known.Input, known.Outcome)), known.Input);
        }

        if (string.IsNullOrEmpty(id))
        {
            return new Recalled.Unknown(NoneYet);
        }

        return history is null
            ? new Recalled.Unknown($"Decision {id} is not among the last ones, and this router runs without a ledger.")
            : await history.FindAsync(id, cancellationToken);
    }
}
