using System.Collections.Frozen;
using Routing.Money.Budgets;

namespace Router.Grpc.Admission.Budgets;

/// <summary>The budgets in force, found by whom they bound. Readers take it without a lock; the feed replaces it whole.</summary>
internal sealed class BudgetBook(TimeProvider time)
{
    private static readonly FrozenDictionary<BudgetScope, BudgetAccount[]> None = FrozenDictionary<BudgetScope, BudgetAccount[]>.Empty;

    private readonly Lock _gate = new();
    private volatile FrozenDictionary<BudgetScope, BudgetAccount[]> _byScope = None;
    private volatile FrozenDictionary<string, BudgetAccount> _byCounter = FrozenDictionary<string, BudgetAccount>.Empty;
    private volatile BudgetAccount[] _gone = [];

    /// <summary>Whether nobody's money is bounded.</summary>
    public bool IsEmpty => _byScope.Count == 0;

    /// <summary>Every account, those of budgets that are gone included while something is held of them.</summary>
    public IEnumerable<BudgetAccount> Accounts => _byCounter.Values.Concat(_gone);

    /// <summary>Puts other budgets in force. One that counts the same costs as before keeps what is held of it.</summary>
    public void Replace(IEnumerable<Budget> budgets)
    {
        lock (_gate)
        {
            var accounts = new Dictionary<string, BudgetAccount>(StringComparer.Ordinal);
            foreach (var budget in budgets)
            {
                var counter = budget.Counter;
                if (_byCounter.TryGetValue(counter, out var known))
                {
                    known.Change(budget);
                    accounts[counter] = known;
                }
                else
                {
                    accounts[counter] = new(budget, time);
                }
            }

            _gone = [.. Accounts.Where(account => !accounts.ContainsKey(account.Counter) && account.Leases().Count > 0)];
            _byCounter = accounts.ToFrozenDictionary(StringComparer.Ordinal);
            _byScope = accounts.Values.GroupBy(static account => account.Budget.Scope).ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
        }
    }

    /// <summary>The budgets that bound a caller: of its organisation, of its project, of its key.</summary>
    public List<BudgetAccount>? Of(Caller caller)
    {
        List<BudgetAccount>? found = null;
        Add(BudgetScopeKind.Organisation, caller.OrganisationId, ref found);
        Add(BudgetScopeKind.Project, caller.ProjectId, ref found);
        Add(BudgetScopeKind.Key, caller.KeyId, ref found);
        return found;
    }

    /// <summary>The account of that counter; null when there is none.</summary>
    public BudgetAccount? Find(string counter) => _byCounter.GetValueOrDefault(counter);

    /// <summary>Forgets windows that are over and budgets that are gone, once nothing is held of them.</summary>
    public void Forget(DateTimeOffset now)
    {
        foreach (var account in Accounts)
        {
            account.Forget(now);
        }

        lock (_gate)
        {
            _gone = [.. _gone.Where(static account => account.Leases().Any(static lease => lease.HoldsAnything))];
        }
    }

    private void Add(BudgetScopeKind kind, string? id, ref List<BudgetAccount>? found)
    {
        if (id is not null && _byScope.TryGetValue(new(kind, id), out var accounts))
        {
            (found ??= []).AddRange(accounts);
        }
    }
}
