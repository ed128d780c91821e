using Routing.Catalog;

namespace Routing.Money;

/// <summary>Finds the price that holds at a moment for a prompt of a length.</summary>
public static class PriceInForce
{
    /// <summary>
    /// Prices that begin at the same moment are one list. The latest list that has begun counts, and in it the price for the
    /// longest prompts among those that the prompt exceeds.
    /// </summary>
    /// <param name="deployment">What is called.</param>
    /// <param name="inputTokens">Length of the prompt, cached tokens included.</param>
    /// <param name="at">The moment.</param>
    /// <returns>Null when no list has begun, or the list says nothing of such prompts: unpriced, which is not free.</returns>
    public static Price? Find(Deployment deployment, long inputTokens, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        if (deployment.Prices.IsEmpty)
        {
            return null;
        }

        if (deployment.Prices is [var only])
        {
            return only.ValidFrom <= at && (only.ContextOver == 0 || inputTokens > only.ContextOver) ? only : null;
        }

        var begun = DateTimeOffset.MinValue;
        foreach (var price in deployment.Prices)
        {
            begun = price.ValidFrom <= at && price.ValidFrom > begun ? price.ValidFrom : begun;
        }

        Price? found = null;
        foreach (var price in deployment.Prices)
        {
            var applies = price.ValidFrom == begun && begun <= at && (price.ContextOver == 0 || inputTokens > price.ContextOver);
            found = applies && (found is null || price.ContextOver > found.ContextOver) ? price : found;
        }

        return found;
    }
}
