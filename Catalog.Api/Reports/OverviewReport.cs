using Routing.Catalog;

namespace Catalog.Api.Reports;

/// <summary>Answers what seed dashboards show: distribution, quality of service, cost of an execution.</summary>
internal sealed class OverviewReport(UsageReport usage, ExecutionCosts executions)
{
    private const string Probe = "probe";

    private static readonly ReportDimension[] Dimensions =
        [ReportDimension.Find("provider")!, ReportDimension.Find("tier")!, ReportDimension.Find("purpose")!];

    public async Task<OverviewView> RunAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var groups = (await usage.GroupsAsync(new UsageQuery(from, to) { GroupBy = Dimensions }, cancellationToken))
            .Where(group => group.Keys[2] != Probe)
            .Select(group => (Provider: group.Keys[0], Tier: group.Keys[1], group.Figures))
            .ToArray();
        var tiers = ShareView.Of(Sums(groups, group => group.Tier));
        var routed = tiers.Where(tier => tier.Name.Length > 0).Sum(tier => tier.Calls);
        var balanced = tiers.FirstOrDefault(tier => tier.Name == TierNames.Balanced)?.Calls ?? 0;
        return new(
            from,
            to,
            ShareView.Of(Sums(groups, group => group.Provider)),
            tiers,
            routed == 0 ? null : decimal.Round((decimal)balanced / routed, 6),
            ShareView.Of(Sums(groups.Where(group => group.Tier == TierNames.Balanced), group => group.Provider)),
            await ExecutionsAsync(from, to, cancellationToken));
    }

    private static IEnumerable<(string Name, UsageFigures Figures)> Sums(
        IEnumerable<(string Provider, string Tier, UsageFigures Figures)> groups, Func<(string Provider, string Tier, UsageFigures Figures), string> key) =>
        groups.GroupBy(key).Select(group => (group.Key, UsageFigures.Sum(group.Select(part => part.Figures))));

    private async Task<ExecutionsView> ExecutionsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var sums = await executions.SumAsync(from, to, cancellationToken);
        return new(
            sums.Executions, sums.Calls, sums.Unpriced, Money.Dollars(sums.CostNanos), sums.MeanNanos is { } mean ? Money.Dollars(mean) : null);
    }
}
