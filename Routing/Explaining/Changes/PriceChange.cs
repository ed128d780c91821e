using System.Globalization;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Money;

namespace Routing.Explaining.Changes;

/// <summary>A lower price of something that a policy ranked behind. Distance: the share that has to go; all prices of the deployment go down alike.</summary>
internal sealed class PriceChange() : StepwiseChange("price")
{
    protected override int Last => Percent;

    protected override bool Counts(PolicyWeights policy) => policy.Cost > 0;

    protected override IEnumerable<Candidate> Behind(Situation now) =>
        now.Behind.Where(static candidate => candidate.Deployment is { IsFree: false, Prices.IsEmpty: false });

    protected override int Distance(int step) => Amounts.Percent(step);

    protected override string Condition(DecisionInput input, Candidate candidate, int step) => string.Create(
        CultureInfo.InvariantCulture,
        $"with the price of {candidate.Deployment.Id} at {Percent - step} % of what it is or below{Now(input, candidate.Deployment, step)}");

    protected override DecisionInput With(DecisionInput input, Candidate candidate, int step)
    {
        var snapshot = input.Index.Snapshot;
        var deployment = candidate.Deployment;
        var cheaper = deployment with { Prices = [.. deployment.Prices.Select(price => Less(price, step))] };
        return input with
        {
            Index = new CatalogIndex(snapshot with { Deployments = [.. snapshot.Deployments.Select(row => row.Id == deployment.Id ? cheaper : row)] }),
        };
    }

    private static string Now(DecisionInput input, Deployment deployment, int step) =>
        PriceInForce.Find(deployment, input.Features.EstimatedInputTokens, input.Time) is { } price
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" (${Less(price.Input, step).DollarsPerMillion:0.####} per million input tokens instead of ${price.Input.DollarsPerMillion:0.####})")
            : "";

    private static Price Less(Price price, int step) => price with
    {
        Input = Less(price.Input, step),
        Output = Less(price.Output, step),
        CachedInput = price.CachedInput is { } cached ? Less(cached, step) : null,
        CacheWrite = price.CacheWrite is { } write ? Less(write, step) : null,
        PerRequest = new NanoDollars(Amounts.Less(price.PerRequest.Value, step)),
    };

    private static TokenPrice Less(TokenPrice price, int step) => new(Amounts.Less(price.NanoDollarsPerMillion, step));
}
