using System.Text.Json;

namespace Routing.Catalog.Files;

/// <summary>Writes presets and the active view.</summary>
internal static class PresetWriter
{
    public static void Write(Utf8JsonWriter json, Preset preset)
    {
        json.Text("name", preset.Name);
        json.Text("description", preset.Description);
        json.Text("selector", preset.Selector);
        json.Text("policy", preset.Policy);
        json.Number("max_tokens", preset.Parameters.MaxTokens ?? 0);
        json.Thousandths("temperature", preset.Parameters.TemperatureMillis);
        json.Texts("capabilities", CapabilityNames.Of(preset.Requirements.RequiredCapabilities));
        json.Number("minimum_context", preset.Requirements.MinimumContext);
        json.Texts("allowed_providers", preset.Requirements.AllowedProviders.Select(static provider => provider.Value).Order(StringComparer.Ordinal));
        json.Texts("denied_providers", preset.Requirements.DeniedProviders.Select(static provider => provider.Value).Order(StringComparer.Ordinal));
    }

    public static void Write(Utf8JsonWriter json, ActiveView? view)
    {
        if (view is null)
        {
            return;
        }

        json.WriteStartObject("active_view");
        json.Text("name", view.Name);
        json.Texts("deployments", view.Deployments.Select(static id => id.ToString()).Order(StringComparer.Ordinal), evenIfEmpty: true);
        json.WriteEndObject();
    }
}
