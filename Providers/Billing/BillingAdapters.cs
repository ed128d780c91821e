using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Providers.Billing;

/// <summary>The providers that can be asked what they bill, by profile.</summary>
public static class BillingAdapters
{
    private static readonly FrozenDictionary<string, IBillingAdapter> Adapters = new Dictionary<string, IBillingAdapter>
    {
        ["openai"] = new OpenAiCosts(),
        ["anthropic"] = new AnthropicCosts(),
        ["openrouter"] = new OpenRouterBills(),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks one up.</summary>
    public static bool TryGet(string profile, [NotNullWhen(true)] out IBillingAdapter? adapter) => Adapters.TryGetValue(profile, out adapter);
}
