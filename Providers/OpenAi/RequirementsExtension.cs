using System.Text.Json;
using Providers.Chat;
using Routing.Catalog;
using Routing.Features;
using Routing.Money;

namespace Providers.OpenAi;

/// <summary>Reads those members of <c>routing</c> that a deployment must fulfil.</summary>
internal static class RequirementsExtension
{
    /// <returns>Null when the member is no requirement.</returns>
    public static Requirements? Apply(Requirements requirements, JsonProperty member, string field, FaultList faults)
    {
        var value = member.Value;
        return member.Name switch
        {
            "required_capabilities" => requirements with { Capabilities = CapabilitiesOf(value, field, faults) },
            "minimum_context" => requirements with { MinimumContext = (int)(HintValues.Whole(value, field, int.MaxValue, faults) ?? 0) },
            "max_cost_usd" => requirements with { MaxCost = Dollars(value, field, faults) },
            "max_first_token_ms" => requirements with { MaxFirstTokenMillis = (int?)HintValues.Whole(value, field, int.MaxValue, faults) },
            "max_total_ms" => requirements with { MaxTotalMillis = (int?)HintValues.Whole(value, field, int.MaxValue, faults) },
            "regions" => requirements with { Regions = HintValues.Texts(value, field, faults) },
            "allowed_providers" => requirements with { AllowedProviders = [.. HintValues.Texts(value, field, faults).Select(name => new ProviderId(name))] },
            "denied_providers" => requirements with { DeniedProviders = [.. HintValues.Texts(value, field, faults).Select(name => new ProviderId(name))] },
            "allowed_models" => requirements with { AllowedModels = HintValues.Texts(value, field, faults) },
            "denied_models" => requirements with { DeniedModels = HintValues.Texts(value, field, faults) },
            _ => null,
        };
    }

    private static NanoDollars? Dollars(JsonElement value, string field, FaultList faults)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var dollars) && RequirementLimits.IsCost(dollars))
        {
            return NanoDollars.FromDollars(dollars);
        }

        faults.Add(field, RequirementLimits.CostRule);
        return null;
    }

    private static Capabilities CapabilitiesOf(JsonElement value, string field, FaultList faults)
    {
        var capabilities = Capabilities.None;
        foreach (var name in HintValues.Texts(value, field, faults))
        {
            if (CapabilityNames.TryParse(name, out var capability))
            {
                capabilities |= capability;
            }
            else
            {
                faults.Add(field, $"Unknown capability; known are {string.Join(", ", CapabilityNames.All)}.");
            }
        }

        return capabilities;
    }
}
