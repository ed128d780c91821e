using System.Globalization;
using Catalog.Api.Deployments;
using Routing.Money;

namespace Catalog.Api.Drift;

/// <summary>Makes the prices that follow when figures of a provider are accepted: new ones from now on, beside those that were.</summary>
internal static class AcceptedPrices
{
    private const string Prefix = "price.";

    /// <summary>Adds the other figures where there was no price at all: half a price would make the other half free.</summary>
    public static IReadOnlyCollection<DriftView> Whole(IReadOnlyCollection<DriftView> accepted, IReadOnlyCollection<DriftView> drift)
    {
        var unpriced = drift.Where(fact => IsPrice(fact) && fact.Curated is null && Read(fact).Name == "input").Select(fact => Read(fact).ContextOver);
        var completed = unpriced.Intersect(accepted.Where(IsPrice).Select(fact => Read(fact).ContextOver)).ToArray();
        return [.. accepted.Union(drift.Where(fact => IsPrice(fact) && completed.Contains(Read(fact).ContextOver)))];
    }

    public static bool IsPrice(DriftView fact) => fact.Field.StartsWith(Prefix, StringComparison.Ordinal);

    public static IReadOnlyCollection<PriceRow> Rows(DeploymentView deployment, IEnumerable<DriftView> accepted, DateTimeOffset now)
    {
        var before = (deployment.Prices ?? []).Select(price => PriceRows.ToRow(deployment.Provider, deployment.Model, price)).ToArray();
        var changed = accepted.Select(Read).GroupBy(figure => figure.ContextOver).Select(figures =>
        {
            var inForce = before.Where(row => row.ContextOver == figures.Key && row.ValidFrom <= now).MaxBy(row => row.ValidFrom);
            var row = (inForce ?? Unpriced(deployment, figures.Key)) with
            {
                ValidFrom = inForce is null ? DateTimeOffset.UnixEpoch : now,
                Source = $"the model list of {deployment.Provider}, accepted",
            };
            return figures.Aggregate(row, (price, figure) => Take(price, figure.Name, figure.Nanos));
        });
        return [.. before, .. changed];
    }

    private static (string Name, int ContextOver, long Nanos) Read(DriftView fact)
    {
        var parts = fact.Field[Prefix.Length..].Split('>');
        return (
            parts[0],
            parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0,
            NanoDollars.FromDollars(fact.Provider.GetDecimal()).Value);
    }

    private static PriceRow Unpriced(DeploymentView deployment, int contextOver) => new()
    {
        ProviderId = deployment.Provider,
        ModelId = deployment.Model,
        ContextOver = contextOver,
        Input = 0,
        Output = 0,
        Origin = "manual",
    };

    private static PriceRow Take(PriceRow row, string figure, long nanos) => figure switch
    {
        "input" => row with { Input = nanos },
        "output" => row with { Output = nanos },
        "cached_input" => row with { CachedInput = nanos },
        "cache_write" => row with { CacheWrite = nanos },
        "batch_input" => row with { BatchInput = nanos },
        "batch_output" => row with { BatchOutput = nanos },
        "per_request" => row with { PerRequest = nanos },
        _ => throw new InvalidOperationException($"Nobody knows how to accept the price {figure}."),
    };
}
