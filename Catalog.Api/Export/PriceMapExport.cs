using System.Buffers;
using System.Text.Json;
using Catalog.Api.Import;

namespace Catalog.Api.Export;

/// <summary>Writes the prices in force as the widely used map that <see cref="PriceMapReader"/> reads.</summary>
internal static class PriceMapExport
{
    public static byte[] Write(IEnumerable<PricedDeployment> deployments)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();

        // Readers of such maps take a missing price for 0, so what is unpriced is left out.
        foreach (var deployment in deployments.Where(deployment => deployment.IsFree || !deployment.Prices.IsEmpty))
        {
            var provider = PriceMapProviders.Theirs(deployment.ProviderId);
            json.WriteStartObject($"{provider}/{deployment.ModelId}");
            json.WriteString("litellm_provider", provider);
            json.WriteString("mode", deployment.Specs.Capabilities.Contains("embeddings") && !deployment.Specs.Capabilities.Contains("chat") ? "embedding" : "chat");
            WritePrices(json, deployment);
            WriteLimits(json, deployment);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WritePrices(Utf8JsonWriter json, PricedDeployment deployment)
    {
        if (deployment.Prices.IsEmpty)
        {
            json.WriteNumber("input_cost_per_token", 0);
            json.WriteNumber("output_cost_per_token", 0);
        }

        foreach (var (contextOver, figures) in deployment.Prices)
        {
            foreach (var (name, dollars) in figures.Fields())
            {
                json.WriteNumber(PriceMapFigures.FieldFor(name, contextOver), dollars);
            }
        }
    }

    private static void WriteLimits(Utf8JsonWriter json, PricedDeployment deployment)
    {
        if (deployment.Specs.ContextWindow > 0)
        {
            json.WriteNumber("max_input_tokens", deployment.Specs.ContextWindow);
        }

        if (deployment.Specs.MaxOutputTokens > 0)
        {
            json.WriteNumber("max_output_tokens", deployment.Specs.MaxOutputTokens);
        }

        (string Capability, string Field)[] abilities =
        [
            ("tools", "supports_function_calling"), ("vision", "supports_vision"), ("json_schema", "supports_response_schema"),
            ("reasoning", "supports_reasoning"), ("prompt_caching", "supports_prompt_caching"), ("audio", "supports_audio_input"),
        ];
        foreach (var (_, field) in abilities.Where(ability => deployment.Specs.Capabilities.Contains(ability.Capability)))
        {
            json.WriteBoolean(field, true);
        }

        if (deployment.RetiresAt is { } day)
        {
            json.WriteString("deprecation_date", day.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
