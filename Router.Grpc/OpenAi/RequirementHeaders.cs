using System.Collections.Immutable;
using System.Globalization;
using Providers.Chat;
using Routing.Catalog;
using Routing.Features;
using Routing.Money;

namespace Router.Grpc.OpenAi;

/// <summary>What a deployment must fulfil, as headers say it: <c>x-routing-</c> and the name of the hint, lists separated by commas.</summary>
internal static class RequirementHeaders
{
    /// <summary>Fills in what the body left open.</summary>
    public static Requirements Complete(Requirements given, IHeaderDictionary headers, List<RequestFault> faults)
    {
        var completed = given;
        foreach (var (name, values) in headers)
        {
            if (name.StartsWith(RoutingHeaders.Prefix, StringComparison.OrdinalIgnoreCase) && values.Count > 0)
            {
                completed = Apply(completed, name[RoutingHeaders.Prefix.Length..].ToLowerInvariant(), string.Join(',', values!), faults);
            }
        }

        return completed;
    }

    // The body comes first, but a header that says nothing sensible is at fault all the same.
    private static Requirements Apply(Requirements given, string name, string value, List<RequestFault> faults) => name switch
    {
        "required-capabilities" when CapabilitiesOf(name, value, faults) is var read => given.Capabilities != 0 ? given : given with { Capabilities = read },
        "minimum-context" when Whole(name, value, faults) is { } read => given.MinimumContext != 0 ? given : given with { MinimumContext = read },
        "max-cost-usd" when Dollars(name, value, faults) is { } read => given.MaxCost is not null ? given : given with { MaxCost = read },
        "max-first-token-ms" when Whole(name, value, faults) is { } read => given with { MaxFirstTokenMillis = given.MaxFirstTokenMillis ?? read },
        "max-total-ms" when Whole(name, value, faults) is { } read => given with { MaxTotalMillis = given.MaxTotalMillis ?? read },
        "regions" => given.Regions.IsEmpty ? given with { Regions = Names(value) } : given,
        "allowed-providers" => given.AllowedProviders.IsEmpty ? given with { AllowedProviders = Providers(value) } : given,
        "denied-providers" => given.DeniedProviders.IsEmpty ? given with { DeniedProviders = Providers(value) } : given,
        "allowed-models" => given.AllowedModels.IsEmpty ? given with { AllowedModels = Names(value) } : given,
        "denied-models" => given.DeniedModels.IsEmpty ? given with { DeniedModels = Names(value) } : given,
        _ => given,
    };

    private static Capabilities CapabilitiesOf(string name, string value, List<RequestFault> faults)
    {
        var all = Capabilities.None;
        foreach (var one in Names(value))
        {
            if (!CapabilityNames.TryParse(one, out var capability))
            {
                faults.Add(new(RoutingHeaders.Prefix + name, $"\"{one}\" is unknown; known are {string.Join(", ", CapabilityNames.All)}."));
            }

            all |= capability;
        }

        return all;
    }

    private static int? Whole(string name, string value, List<RequestFault> faults)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        faults.Add(new(RoutingHeaders.Prefix + name, $"Must be a whole number from 0 to {int.MaxValue}."));
        return null;
    }

    private static NanoDollars? Dollars(string name, string value, List<RequestFault> faults)
    {
        if (decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) && RequirementLimits.IsCost(dollars))
        {
            return NanoDollars.FromDollars(dollars);
        }

        faults.Add(new(RoutingHeaders.Prefix + name, RequirementLimits.CostRule));
        return null;
    }

    private static ImmutableArray<string> Names(string value) =>
        [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static ImmutableArray<ProviderId> Providers(string value) => [.. Names(value).Select(static name => new ProviderId(name))];
}
