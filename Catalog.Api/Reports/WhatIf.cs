using Routing.Catalog;
using Routing.Money;

namespace Catalog.Api.Reports;

/// <summary>Adds up what recorded calls would have cost at another deployment, call by call and by the price in force at each call.</summary>
/// <remarks>The tokens are those recorded: another model's tokenizer and answers would differ, which nobody can know afterwards.</remarks>
internal sealed class WhatIf(Deployment deployment)
{
    private readonly SortedDictionary<long, Price> _prices = [];

    /// <summary>Calls that are compared.</summary>
    public long Calls { get; private set; }

    /// <summary>Calls left out since their own cost is not known.</summary>
    public long Unpriced { get; private set; }

    /// <summary>Calls left out since the other deployment had no price then.</summary>
    public long OtherUnpriced { get; private set; }

    /// <summary>Compared calls whose tokens do not fit into the other deployment's context window.</summary>
    public long TooLong { get; private set; }

    /// <summary>What the compared calls cost, in billionths of a dollar.</summary>
    public decimal CostNanos { get; private set; }

    /// <summary>What they would have cost.</summary>
    public decimal OtherCostNanos { get; private set; }

    /// <summary>The prices that were used, by their numbers.</summary>
    public IReadOnlyCollection<Price> Prices => _prices.Values;

    /// <param name="at">When the call was made.</param>
    /// <param name="usage">Its tokens.</param>
    /// <param name="costNanos">What it cost; null when nobody knows.</param>
    /// <param name="reached">Whether the provider charged for it at all: a call that took no tokens and cost nothing costs nothing elsewhere.</param>
    public void Add(DateTimeOffset at, TokenUsage usage, long? costNanos, bool reached)
    {
        if (costNanos is not { } cost)
        {
            Unpriced++;
            return;
        }

        if ((reached ? CostOfUsage.Of(usage, deployment, at) : NanoDollars.Zero) is not { } other)
        {
            OtherUnpriced++;
            return;
        }

        if (!deployment.IsFree && PriceInForce.Find(deployment, usage.InputTokens, at) is { } price)
        {
            _prices[price.Id] = price;
        }

        Calls++;
        CostNanos += cost;
        OtherCostNanos += other.Value;
        TooLong += deployment.ContextWindow > 0 && usage.TotalTokens > deployment.ContextWindow ? 1 : 0;
    }
}
