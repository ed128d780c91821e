using Routing.Catalog;
using Routing.Features;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

public static partial class CatalogWire
{
    /// <summary>Writes a tier.</summary>
    public static Wire.Tier ToWire(Tier tier)
    {
        var wire = new Wire.Tier { Name = tier.Name, Entries = { tier.Entries.Select(entry => entry.ToString()) } };
        if (tier.Parameters.MaxTokens is { } maxTokens)
        {
            wire.MaxTokens = maxTokens;
        }

        if (tier.Parameters.TemperatureMillis is { } temperature)
        {
            wire.TemperatureMillis = temperature;
        }

        return wire;
    }

    /// <summary>Reads a tier.</summary>
    /// <exception cref="FormatException">It has no name or an entry is not of the form <c>provider/model</c>.</exception>
    public static Tier ToDomain(Wire.Tier tier) => new()
    {
        Name = Key(tier.Name, "tier"),
        Entries = [.. tier.Entries.Select(ToDeploymentId)],
        Parameters = new TierParameters
        {
            MaxTokens = tier.HasMaxTokens ? tier.MaxTokens : null,
            TemperatureMillis = tier.HasTemperatureMillis ? tier.TemperatureMillis : null,
        },
    };

    /// <summary>Writes the rules.</summary>
    public static Wire.RoutingRules ToWire(RoutingRules rules) => new()
    {
        AgentShareMillis = rules.AgentShareMillis,
        CreationShareMillis = rules.CreationShareMillis,
        BalancedFromMillis = rules.BalancedFromMillis,
        PowerfulAboveMillis = rules.PowerfulAboveMillis,
        DefaultModel = rules.DefaultModel ?? "",
        Unpriced = ToWire(rules.Unpriced),
        StepScore = rules.StepScore == StepScoreTable.Shipped ? null : ToWire(rules.StepScore),
    };

    /// <summary>Reads the rules; those not sent are the built-in ones.</summary>
    /// <exception cref="FormatException">A measure of the step score is none.</exception>
    public static RoutingRules ToDomain(Wire.RoutingRules? rules) => rules is null
        ? new RoutingRules()
        : new RoutingRules
        {
            AgentShareMillis = rules.AgentShareMillis,
            CreationShareMillis = rules.HasCreationShareMillis ? rules.CreationShareMillis : new RoutingRules().CreationShareMillis,
            BalancedFromMillis = rules.BalancedFromMillis,
            PowerfulAboveMillis = rules.PowerfulAboveMillis,
            DefaultModel = NullIfEmpty(rules.DefaultModel),
            Unpriced = ToDomain(rules.Unpriced),
            StepScore = ToDomain(rules.StepScore),
        };

    private static Wire.UnpricedPolicy ToWire(UnpricedPolicy policy) => policy switch
    {
        UnpricedPolicy.Allowed => Wire.UnpricedPolicy.Allowed,
        UnpricedPolicy.Refused => Wire.UnpricedPolicy.Refused,
        _ => Wire.UnpricedPolicy.WithoutBudget,
    };

    private static UnpricedPolicy ToDomain(Wire.UnpricedPolicy policy) => policy switch
    {
        Wire.UnpricedPolicy.Allowed => UnpricedPolicy.Allowed,
        Wire.UnpricedPolicy.Refused => UnpricedPolicy.Refused,
        _ => UnpricedPolicy.WithoutBudget,
    };

    private static DeploymentId ToDeploymentId(string text) =>
        DeploymentId.TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not of the form provider/model.");
}
