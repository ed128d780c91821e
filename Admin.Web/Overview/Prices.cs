using System.Globalization;
using Routing.Catalog;
using Routing.Money;

namespace Admin.Web.Overview;

/// <summary>Says what a deployment charges now.</summary>
internal static class Prices
{
    public static string Of(Deployment deployment, DateTimeOffset now)
    {
        return PriceInForce.Find(deployment, inputTokens: 0, now) is { } price
            ? $"{Dollars(price.Input.DollarsPerMillion)} in · {Dollars(price.Output.DollarsPerMillion)} out"
            : deployment.IsFree ? "free" : "unpriced";
    }

    private static string Dollars(decimal dollars) => string.Create(CultureInfo.InvariantCulture, $"${dollars:0.####}");
}
