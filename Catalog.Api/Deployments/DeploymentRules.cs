using Catalog.Api.Rest;
using Routing.Catalog;

namespace Catalog.Api.Deployments;

/// <summary>Says what is wrong with a deployment that somebody wants to write.</summary>
internal static class DeploymentRules
{
    private const int LongestName = 300;

    // Dearer than any model by far; catches a price given per token or in cents.
    private const decimal DearestPerMillion = 100_000m;

    public static void Check(string model, DeploymentWrite write, Faults faults)
    {
        faults.Require(model.Length <= LongestName && !model.Any(char.IsControl), "model", $"must have at most {LongestName} characters and no control characters");
        faults.Require(write.Name is not { Length: > LongestName }, "name", $"is longer than {LongestName} characters");
        faults.Require(
            write.Lifecycle is null or "preview" or "active" or "deprecated" or "retired",
            "lifecycle",
            "must be preview, active, deprecated or retired");
        faults.Require(write.ContextWindow is null or >= 0, "context_window", "is negative");
        faults.Require(write.MaxOutputTokens is null or >= 0, "max_output_tokens", "is negative");
        foreach (var capability in write.Capabilities ?? [])
        {
            faults.Require(
                CapabilityNames.TryParse(capability, out _),
                "capabilities",
                $"knows no '{capability}'; there are {string.Join(", ", CapabilityNames.All)}");
        }

        CheckPrices(write, faults);
    }

    private static void CheckPrices(DeploymentWrite write, Faults faults)
    {
        if (write.Prices is not { } prices)
        {
            return;
        }

        for (var index = 0; index < prices.Length; index++)
        {
            Check(prices[index], $"prices[{index}]", faults);
        }

        var repeated = prices.GroupBy(price => (price.ValidFrom, price.ContextOver)).Any(group => group.Count() > 1);
        faults.Require(!repeated, "prices", "has two prices for the same valid_from and context_over");
    }

    private static void Check(PriceView price, string field, Faults faults)
    {
        CheckFigure(price.Input, $"{field}.input", faults);
        CheckFigure(price.Output, $"{field}.output", faults);
        CheckFigure(price.CachedInput ?? 0, $"{field}.cached_input", faults);
        CheckFigure(price.CacheWrite ?? 0, $"{field}.cache_write", faults);
        CheckFigure(price.BatchInput ?? 0, $"{field}.batch_input", faults);
        CheckFigure(price.BatchOutput ?? 0, $"{field}.batch_output", faults);
        CheckFigure(price.PerRequest, $"{field}.per_request", faults);
        faults.Require(price.ContextOver >= 0, $"{field}.context_over", "is negative");
    }

    private static void CheckFigure(decimal dollars, string field, Faults faults)
    {
        faults.Require(dollars is >= 0 and <= DearestPerMillion, field, $"must lie between 0 and {DearestPerMillion:0} dollars per million tokens");
        faults.Require(decimal.Round(dollars, 9) == dollars, field, "has more than 9 decimal places: billionths of a dollar are the smallest amount");
    }
}
