using Routing.Catalog;

namespace Router.Grpc.Accounting;

/// <summary>Which of a deployment's dated prices holds.</summary>
internal static class PriceInForce
{
    /// <returns>Null when the deployment is unpriced at that time.</returns>
    public static Price? Of(Deployment deployment, DateTimeOffset time, long inputTokens)
    {
        Price? best = null;
        foreach (var price in deployment.Prices)
        {
            var holds = price.ValidFrom <= time && (price.ContextOver == 0 || inputTokens > price.ContextOver);
            if (holds && (best is null || (price.ContextOver, price.ValidFrom).CompareTo((best.ContextOver, best.ValidFrom)) > 0))
            {
                best = price;
            }
        }

        return best;
    }
}
