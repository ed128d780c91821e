namespace ServiceDefaults.Quotas;

/// <summary>What a router spent of a limit without a grant.</summary>
/// <param name="Amount">How much.</param>
/// <param name="Window">In which window, by its number; once that is over, it counts for nothing.</param>
public readonly record struct QuotaCharge(long Amount, long Window);
