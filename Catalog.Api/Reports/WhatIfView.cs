namespace Catalog.Api.Reports;

/// <summary>A price that a comparison used, in dollars per million tokens.</summary>
internal sealed record UsedPriceView(
    long Price, DateTimeOffset ValidFrom, int ContextOver, decimal Input, decimal Output, decimal? CachedInput, decimal? CacheWrite, decimal PerRequest);

/// <summary>What recorded calls would have cost at another deployment.</summary>
internal sealed record WhatIfView
{
    /// <summary>The other deployment, <c>provider/model</c>.</summary>
    public required string Deployment { get; init; }

    /// <summary>The first moment.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first moment after.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Calls that are compared.</summary>
    public required long Calls { get; init; }

    /// <summary>Calls left out since their own cost is not known.</summary>
    public required long Unpriced { get; init; }

    /// <summary>Calls left out since the other deployment had no price then.</summary>
    public required long OtherUnpriced { get; init; }

    /// <summary>Compared calls whose tokens do not fit into the other deployment's context window.</summary>
    public required long TooLong { get; init; }

    /// <summary>What the compared calls cost, in billionths of a dollar.</summary>
    public required string CostNanos { get; init; }

    /// <summary>The same in dollars, exact.</summary>
    public required string CostUsd { get; init; }

    /// <summary>What they would have cost, in billionths of a dollar.</summary>
    public required string OtherCostNanos { get; init; }

    /// <summary>The same in dollars, exact.</summary>
    public required string OtherCostUsd { get; init; }

    /// <summary>What the other deployment would have saved in dollars, exact; negative where it would have cost more.</summary>
    public required string SavingsUsd { get; init; }

    /// <summary>The same as a part of the cost, in percent; absent when that is nothing.</summary>
    public decimal? SavingsPercent { get; init; }

    /// <summary>The other deployment's prices that were used; none for a free one.</summary>
    public required IReadOnlyList<UsedPriceView> Prices { get; init; }

    public static WhatIfView Of(UsageQuery query, string deployment, WhatIf whatIf)
    {
        var savings = whatIf.CostNanos - whatIf.OtherCostNanos;
        return new()
        {
            Deployment = deployment,
            From = query.From,
            To = query.To,
            Calls = whatIf.Calls,
            Unpriced = whatIf.Unpriced,
            OtherUnpriced = whatIf.OtherUnpriced,
            TooLong = whatIf.TooLong,
            CostNanos = Money.Nanos(whatIf.CostNanos),
            CostUsd = Money.Dollars(whatIf.CostNanos),
            OtherCostNanos = Money.Nanos(whatIf.OtherCostNanos),
            OtherCostUsd = Money.Dollars(whatIf.OtherCostNanos),
            SavingsUsd = Money.Dollars(savings),
            SavingsPercent = whatIf.CostNanos == 0 ? null : decimal.Round(100 * savings / whatIf.CostNanos, 3),
            Prices =
            [
                .. whatIf.Prices.Select(price => new UsedPriceView(
                    price.Id,
                    price.ValidFrom,
                    price.ContextOver,
                    price.Input.DollarsPerMillion,
                    price.Output.DollarsPerMillion,
                    price.CachedInput?.DollarsPerMillion,
                    price.CacheWrite?.DollarsPerMillion,
                    price.PerRequest.Dollars)),
            ],
        };
    }
}
