using System.Collections.Immutable;

namespace Routing.Catalog.Files;

/// <summary>Reads presets and the active view.</summary>
internal sealed class PresetReader(bool strict)
{
    public Preset Preset(Fields fields)
    {
        OnlyKnow(
            fields,
            ["name", "description", "selector", "policy", "max_tokens", "temperature", "capabilities", "minimum_context",
                "allowed_providers", "denied_providers"]);
        return new()
        {
            Name = fields.RequiredText("name"),
            Description = fields.Text("description") ?? "",
            Selector = fields.Text("selector") is { Length: > 0 } selector ? selector : null,
            Policy = fields.Text("policy") is { Length: > 0 } policy ? policy : null,
            Parameters = new()
            {
                MaxTokens = fields.Count("max_tokens") is > 0 and var tokens ? tokens : null,
                TemperatureMillis = fields.Thousandths("temperature", highest: 2),
            },
            Requirements = new()
            {
                RequiredCapabilities = CapabilityNames.ParseKnown(KnownCapabilities(fields)),
                MinimumContext = fields.Count("minimum_context"),
                AllowedProviders = Providers(fields, "allowed_providers"),
                DeniedProviders = Providers(fields, "denied_providers"),
            },
        };
    }

    public ActiveView ActiveView(Fields fields)
    {
        OnlyKnow(fields, "name", "deployments");
        var deployments = ImmutableArray.CreateBuilder<DeploymentId>();
        foreach (var (entry, i) in fields.Texts("deployments").Select(static (entry, i) => (entry, i)))
        {
            if (DeploymentId.TryParse(entry, out var id))
            {
                deployments.Add(id);
            }
            else
            {
                fields.Fault(FormattableString.Invariant($"deployments[{i}]"), "must be of the form provider/model");
            }
        }

        return new(fields.RequiredText("name"), deployments.DrainToImmutable());
    }

    private ImmutableArray<string> KnownCapabilities(Fields fields)
    {
        var names = fields.Texts("capabilities");
        foreach (var name in names.Where(name => strict && !CapabilityNames.TryParse(name, out _)))
        {
            fields.Fault("capabilities", $"{name} is unknown; known are {string.Join(", ", CapabilityNames.All)}");
        }

        return names;
    }

    private static ImmutableArray<ProviderId> Providers(Fields fields, string name) =>
        [.. fields.Texts(name).Select(static provider => new ProviderId(provider))];

    private void OnlyKnow(Fields fields, params ReadOnlySpan<string> names)
    {
        if (strict)
        {
            fields.OnlyKnow(names);
        }
    }
}
