using System.Collections.Immutable;
using System.Text.Json;
using Catalog.Api.Rest;

namespace Catalog.Api.Import;

/// <summary>
/// Reads the widely used map of model names to prices and context windows: <c>litellm_provider</c>, <c>input_cost_per_token</c>,
/// <c>max_input_tokens</c> and so on. Fields the registry has no place for are passed over.
/// </summary>
internal static class PriceMapReader
{
    // An example that such files begin with.
    private const string Sample = "sample_spec";

    private static readonly HashSet<string> PricedByTokens = ["chat", "responses", "completion", "embedding"];

    public static List<PriceMapEntry> Read(JsonElement map, List<SkippedEntry> skipped, Faults faults)
    {
        var entries = new List<PriceMapEntry>();
        if (map.ValueKind is not JsonValueKind.Object)
        {
            faults.Add("$", "must be an object: names of models with their prices");
            return entries;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in map.EnumerateObject())
        {
            if (!seen.Add(field.Name))
            {
                faults.Add(field.Name, "is given more than once");
            }
            else if (field.Name == Sample)
            {
                skipped.Add(new(field.Name, "is the example of the format"));
            }
            else if (field.Value.ValueKind is not JsonValueKind.Object)
            {
                faults.Add(field.Name, "must be an object");
            }
            else if (Entry(field, skipped, faults) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    private static PriceMapEntry? Entry(JsonProperty field, List<SkippedEntry> skipped, Faults faults)
    {
        var prices = ImmutableSortedDictionary.CreateBuilder<int, PriceMapFigures>();
        foreach (var fact in field.Value.EnumerateObject())
        {
            if (fact.Value.ValueKind is JsonValueKind.Null || !PriceMapFigures.Knows(fact.Name, out var name, out var contextOver))
            {
                continue;
            }

            if (PriceMapFigures.Read(fact.Value, name, out var nanos) is { } fault)
            {
                faults.Add($"{field.Name}.{fact.Name}", fault);
            }

            prices[contextOver] = prices.GetValueOrDefault(contextOver, new()).With(name, nanos);
        }

        var window = Tokens(field, "max_input_tokens", faults);
        var answer = Tokens(field, "max_output_tokens", faults);
        var mode = Text(field, "mode", faults) ?? "chat";
        var provider = Text(field, "litellm_provider", faults) ?? (field.Name.Contains('/', StringComparison.Ordinal) ? field.Name[..field.Name.IndexOf('/', StringComparison.Ordinal)] : null);
        var plain = prices.GetValueOrDefault(0, new());
        if (mode == "embedding" && plain is { Input: not null, Output: null })
        {
            prices[0] = plain = plain with { Output = 0 };
        }

        var reason = (provider, plain) switch
        {
            (null, _) => "names no provider",
            _ when !PricedByTokens.Contains(mode) => $"is priced by more than tokens: its mode is {mode}",
            (_, { Input: null } or { Output: null }) => "does not state both input_cost_per_token and output_cost_per_token; half a price would give the rest away",
            _ => null,
        };
        if (reason is not null)
        {
            skipped.Add(new(field.Name, reason));
            return null;
        }

        return new(field.Name, provider!, prices.ToImmutable(), window, answer);
    }

    private static string? Text(JsonProperty entry, string name, Faults faults)
    {
        if (!entry.Value.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.String)
        {
            return value.GetString();
        }

        faults.Add($"{entry.Name}.{name}", "must be a text");
        return null;
    }

    private static int Tokens(JsonProperty entry, string name, Faults faults)
    {
        if (!entry.Value.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return 0;
        }

        if (value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= 0 && number <= int.MaxValue && decimal.IsInteger(number))
        {
            return (int)number;
        }

        faults.Add($"{entry.Name}.{name}", "must be a whole number of tokens");
        return 0;
    }
}
