namespace ServiceDefaults.Budgets;

/// <summary>What became of opening a count.</summary>
public enum OpenOutcome
{
    /// <summary>It may be lent from.</summary>
    Open,

    /// <summary>Another router has joined since the ledger was asked, whose part the ledger must leave out.</summary>
    JoinedMeanwhile,

    /// <summary>Another count is in force.</summary>
    Replaced,
}
