namespace Catalog.Api.Budgets;

/// <summary>A budget as REST takes and shows it. A write replaces the whole budget.</summary>
internal sealed record BudgetView
{
    private const decimal NanosPerDollar = 1_000_000_000m;

    /// <summary>Answers only; the address names it.</summary>
    public string? Id { get; init; }

    /// <summary>Whose money it bounds: <c>organisation</c>, <c>project</c> or <c>key</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>The organisation, project or key.</summary>
    public required string ScopeId { get; init; }

    /// <summary>The one model that it counts, by its canonical name or as <c>provider/model</c>; every model when not given.</summary>
    public string? Model { get; init; }

    /// <summary>The one provider that it counts; every provider when not given.</summary>
    public string? Provider { get; init; }

    /// <summary>How often it begins anew, in UTC: <c>minute</c>, <c>day</c>, <c>week</c> (from Monday), <c>month</c>, or <c>total</c> for never.</summary>
    public required string Period { get; init; }

    /// <summary>What may be spent in a period, in US dollars: at most nine million, to the billionth.</summary>
    public required decimal LimitUsd { get; init; }

    /// <summary>Whether a request that does not fit is admitted all the same, and says so.</summary>
    public bool Soft { get; init; }

    /// <summary>Whether a deployment without a price may be called although nobody knows what that costs.</summary>
    public bool AllowUnpriced { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Answers only: how it stands.</summary>
    public BudgetSpendView? Spend { get; init; }

    public BudgetRow ToRow(string id) => new()
    {
        BudgetId = id,
        OwnerKind = Scope,
        OwnerId = ScopeId,
        Model = string.IsNullOrWhiteSpace(Model) ? null : Model,
        Provider = string.IsNullOrWhiteSpace(Provider) ? null : Provider,
        Period = Period,
        LimitNanos = NanosOf(LimitUsd),
        Soft = Soft,
        AllowUnpriced = AllowUnpriced,
        Description = Description ?? "",
    };

    public static BudgetView Of(BudgetRow row) => new()
    {
        Id = row.BudgetId,
        Scope = row.OwnerKind,
        ScopeId = row.OwnerId,
        Model = row.Model,
        Provider = row.Provider,
        Period = row.Period,
        LimitUsd = row.LimitNanos / NanosPerDollar,
        Soft = row.Soft,
        AllowUnpriced = row.AllowUnpriced,
        Description = row.Description,
    };

    // What is no whole number of billionths, or no amount at all, becomes one that the rules refuse.
    private static long NanosOf(decimal dollars) =>
        dollars is > 0 and <= 10_000_000m && dollars * NanosPerDollar is var nanos && nanos == decimal.Truncate(nanos) ? (long)nanos : 0;
}

/// <summary>How a budget stands in its current window.</summary>
/// <param name="WindowStart">First moment of the window.</param>
/// <param name="ResetsAt">First moment after it; null when it never ends.</param>
/// <param name="SpentUsd">What the ledger has, in US dollars. Calls under way are not in it.</param>
/// <param name="HeldUsd">What routers say they hold beside that, for calls under way and to come.</param>
/// <param name="UnpricedCalls">Calls whose deployment had no price, so that their cost is in none of these.</param>
/// <param name="ThresholdPercent">The highest threshold reached: 50, 80 or 100; 0 when none is.</param>
internal sealed record BudgetSpendView(
    DateTimeOffset WindowStart, DateTimeOffset? ResetsAt, decimal SpentUsd, decimal HeldUsd, long UnpricedCalls, int ThresholdPercent);

/// <summary>A budget as it was from a revision on; null when it was removed.</summary>
internal sealed record BudgetVersion(long Revision, DateTimeOffset RecordedAt, string ChangedBy, BudgetView? Budget);

/// <summary>A threshold that a window has reached.</summary>
internal sealed record CrossedThreshold(DateTimeOffset WindowStart, int Percent, decimal SpentUsd, decimal LimitUsd, DateTimeOffset CrossedAt);
