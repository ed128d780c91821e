namespace Catalog.Api.Reports;

/// <summary>One provider's or tier's part in all calls.</summary>
/// <param name="Name">Its name; empty for calls that named a model and so had no tier.</param>
/// <param name="Calls">Calls that reached a provider.</param>
/// <param name="Share">Its part in all calls, 0 to 1.</param>
/// <param name="CostUsd">What they cost in dollars, exact.</param>
/// <param name="CostShare">Its part in all cost, 0 to 1; absent when nothing cost anything.</param>
/// <param name="SuccessRate">Those that went well among those that went well or failed, 0 to 1; absent when none did either.</param>
/// <param name="ErrorRate">Those that failed among the same.</param>
/// <param name="MeanLatencyMs">Mean time of a call, in milliseconds.</param>
/// <param name="MeanFirstTokenMs">Mean time to the first content, in milliseconds, of the calls that had one.</param>
internal sealed record ShareView(
    string Name,
    long Calls,
    decimal Share,
    string CostUsd,
    decimal? CostShare,
    decimal? SuccessRate,
    decimal? ErrorRate,
    decimal? MeanLatencyMs,
    decimal? MeanFirstTokenMs)
{
    /// <summary>The parts, the largest first.</summary>
    public static IReadOnlyList<ShareView> Of(IEnumerable<(string Name, UsageFigures Figures)> parts)
    {
        var list = parts.ToArray();
        var whole = UsageFigures.Sum(list.Select(part => part.Figures));
        return [.. list.Select(part => Of(part.Name, part.Figures, whole)).OrderByDescending(view => view.Calls).ThenBy(view => view.Name, StringComparer.Ordinal)];
    }

    private static ShareView Of(string name, UsageFigures part, UsageFigures whole)
    {
        var view = UsageView.Of(part, new Dictionary<string, string>());
        return new(
            name,
            part.Calls,
            Ratio(part.Calls, whole.Calls) ?? 0,
            view.CostUsd,
            Ratio(part.CostNanos, whole.CostNanos),
            Ratio(part.Ok, part.Ok + part.Failed),
            Ratio(part.Failed, part.Ok + part.Failed),
            view.MeanLatencyMs,
            view.MeanFirstTokenMs);
    }

    private static decimal? Ratio(decimal part, decimal whole) => whole == 0 ? null : decimal.Round(part / whole, 6);
}

/// <summary>What executions of agents cost.</summary>
/// <param name="Executions">How many took part.</param>
/// <param name="Calls">Calls made for them.</param>
/// <param name="Unpriced">Calls among them without a price, which no cost contains.</param>
/// <param name="CostUsd">What they cost in dollars, exact.</param>
/// <param name="MeanCostUsd">The mean of one, in dollars to the billionth; absent without executions.</param>
internal sealed record ExecutionsView(long Executions, long Calls, long Unpriced, string CostUsd, string? MeanCostUsd);

/// <summary>How calls spread over providers and tiers, how well they went and what they cost.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment after.</param>
/// <param name="Providers">By provider, the largest share first. Probes are left out.</param>
/// <param name="Tiers">By tier, the largest share first.</param>
/// <param name="BalancedShare">The share of the balanced tier in the calls that a tier was chosen for, 0 to 1; absent without any.</param>
/// <param name="BalancedProviders">Within the balanced tier, by provider.</param>
/// <param name="Executions">Executions of agents.</param>
internal sealed record OverviewView(
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<ShareView> Providers,
    IReadOnlyList<ShareView> Tiers,
    decimal? BalancedShare,
    IReadOnlyList<ShareView> BalancedProviders,
    ExecutionsView Executions);
