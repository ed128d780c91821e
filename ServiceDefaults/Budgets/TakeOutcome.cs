namespace ServiceDefaults.Budgets;

/// <summary>What became of a wish for money.</summary>
public enum TakeOutcome
{
    /// <summary>Some of it was lent.</summary>
    Granted,

    /// <summary>Not even the least of it fits.</summary>
    Refused,

    /// <summary>The same, but the count may be too high: it should be made anew before anybody is refused.</summary>
    Doubtful,

    /// <summary>The counter is gone; it must be counted anew before anything is lent.</summary>
    Missing,

    /// <summary>It is being counted anew.</summary>
    Counting,

    /// <summary>It has been counted anew, and what the router holds may not be in it.</summary>
    Stale,
}
