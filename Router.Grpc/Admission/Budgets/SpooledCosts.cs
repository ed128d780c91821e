using Router.Grpc.Accounting;
using Routing.Catalog;
using Routing.Money;
using Routing.Money.Budgets;
using ServiceDefaults.Budgets;
using AttemptEvent = Aspire.Catalog.V1.AttemptEvent;

namespace Router.Grpc.Admission.Budgets;

/// <summary>What this router's spool holds of a window: cost that the ledger may not have yet.</summary>
internal sealed class SpooledCosts(Spool spool)
{
    /// <summary>Sums the final rows of a window.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="key">Its window.</param>
    /// <param name="except">Decisions that are under way, whose cost is counted otherwise.</param>
    /// <returns>The cost, and the events it is of.</returns>
    public (NanoDollars Cost, IReadOnlyCollection<string> Events) Of(Budget budget, BudgetKey key, IReadOnlyCollection<string> except)
    {
        var underWay = except.ToHashSet(StringComparer.Ordinal);
        var events = new List<string>();
        var cost = NanoDollars.Zero;
        spool.CloseSegment();
        foreach (var segment in spool.ClosedSegments())
        {
            foreach (var record in Read(segment))
            {
                if (record is { Kind: SpoolRecordKind.Final, Event.Attempt: { } attempt } && !underWay.Contains(attempt.DecisionId) && Counts(budget, key, attempt))
                {
                    events.Add(record.Event.EventId);
                    cost += new NanoDollars(attempt.CostNanos);
                }
            }
        }

        return (cost, events);
    }

    private static List<SpoolRecord> Read(string segment)
    {
        try
        {
            return SpoolSegment.Read(segment, out _);
        }
        catch (FileNotFoundException)
        {
            // The ledger has taken it in the meantime.
            return [];
        }
    }

    private static bool Counts(Budget budget, BudgetKey key, AttemptEvent attempt)
    {
        var scope = budget.Scope.Kind switch
        {
            BudgetScopeKind.Organisation => attempt.Scope?.OrganisationId,
            BudgetScopeKind.Project => attempt.Scope?.ProjectId,
            _ => attempt.Scope?.KeyId,
        };
        return scope == budget.Scope.Id
            && budget.Counts(new Deployment
            {
                Id = new(new(attempt.Provider), attempt.Model),
                CanonicalId = attempt.CanonicalModel.Length > 0 ? new(attempt.CanonicalModel) : null,
            })
            && DecisionTime.Of(attempt.DecisionId) is { } at
            && key.Window.Contains(at);
    }
}
