using Providers.Chat;
using Routing.Catalog;
using Routing.Features;
using Routing.Money;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc;

/// <summary>Reads those hints that a deployment must fulfil.</summary>
internal static class RequirementsReader
{
    public static Requirements Read(Wire.RoutingHints hints, List<RequestFault> faults) => new()
    {
        Capabilities = ReadCapabilities(hints.RequiredCapabilities, faults),
        MinimumContext = NotNegative(hints.MinimumContext, "hints.minimum_context", faults),
        MaxCost = hints.HasMaxCostUsd ? Dollars(hints.MaxCostUsd, faults) : null,
        MaxFirstTokenMillis = hints.HasMaxFirstTokenMs ? NotNegative(hints.MaxFirstTokenMs, "hints.max_first_token_ms", faults) : null,
        MaxTotalMillis = hints.HasMaxTotalMs ? NotNegative(hints.MaxTotalMs, "hints.max_total_ms", faults) : null,
        Regions = [.. hints.Regions],
        AllowedProviders = [.. hints.AllowedProviders.Select(static name => new ProviderId(name))],
        DeniedProviders = [.. hints.DeniedProviders.Select(static name => new ProviderId(name))],
        AllowedModels = [.. hints.AllowedModels],
        DeniedModels = [.. hints.DeniedModels],
    };

    private static NanoDollars? Dollars(double value, List<RequestFault> faults)
    {
        if (double.IsFinite(value) && Math.Abs(value) < 1e9 && RequirementLimits.IsCost((decimal)value))
        {
            return NanoDollars.FromDollars((decimal)value);
        }

        faults.Add(new("hints.max_cost_usd", RequirementLimits.CostRule));
        return null;
    }

    private static Capabilities ReadCapabilities(IEnumerable<string> names, List<RequestFault> faults)
    {
        var all = Capabilities.None;
        foreach (var name in names)
        {
            if (!CapabilityNames.TryParse(name, out var capability))
            {
                faults.Add(new("hints.required_capabilities", $"\"{name}\" is unknown; known are {string.Join(", ", CapabilityNames.All)}."));
            }

            all |= capability;
        }

        return all;
    }

    private static int NotNegative(int value, string field, List<RequestFault> faults)
    {
        if (value < 0)
        {
            faults.Add(new(field, "Must not be negative."));
        }

        return value;
    }
}
