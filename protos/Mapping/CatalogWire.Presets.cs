using Routing.Catalog;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

public static partial class CatalogWire
{
    /// <summary>Writes a preset.</summary>
    public static Wire.Preset ToWire(Preset preset)
    {
        var wire = new Wire.Preset
        {
            Name = preset.Name,
            Description = preset.Description,
            Selector = preset.Selector ?? "",
            Policy = preset.Policy ?? "",
            RequiredCapabilities = { CapabilityNames.Of(preset.Requirements.RequiredCapabilities) },
            MinimumContext = preset.Requirements.MinimumContext,
            AllowedProviders = { preset.Requirements.AllowedProviders.Select(provider => provider.Value) },
            DeniedProviders = { preset.Requirements.DeniedProviders.Select(provider => provider.Value) },
        };
        if (preset.Parameters.MaxTokens is { } maxTokens)
        {
            wire.MaxTokens = maxTokens;
        }

        if (preset.Parameters.TemperatureMillis is { } temperature)
        {
            wire.TemperatureMillis = temperature;
        }

        return wire;
    }

    /// <summary>Reads a preset.</summary>
    /// <exception cref="FormatException">It has no name.</exception>
    public static Preset ToDomain(Wire.Preset preset) => new()
    {
        Name = Key(preset.Name, "preset"),
        Description = preset.Description,
        Selector = NullIfEmpty(preset.Selector),
        Policy = NullIfEmpty(preset.Policy),
        Parameters = new TierParameters
        {
            MaxTokens = preset.HasMaxTokens ? preset.MaxTokens : null,
            TemperatureMillis = preset.HasTemperatureMillis ? preset.TemperatureMillis : null,
        },
        Requirements = new PresetRequirements
        {
            RequiredCapabilities = CapabilityNames.ParseKnown(preset.RequiredCapabilities),
            MinimumContext = preset.MinimumContext,
            AllowedProviders = [.. preset.AllowedProviders.Select(provider => new ProviderId(provider))],
            DeniedProviders = [.. preset.DeniedProviders.Select(provider => new ProviderId(provider))],
        },
    };

    private static Wire.ActiveView? ToWire(ActiveView? view) =>
        view is null ? null : new() { Name = view.Name, Deployments = { view.Deployments.Select(id => id.ToString()) } };

    private static ActiveView? ToDomain(Wire.ActiveView? view) =>
        view is null ? null : new(Key(view.Name, "view"), [.. view.Deployments.Select(ToDeploymentId)]);

    /// <summary>Says which view is active from now on; without a name, that none is.</summary>
    public static Wire.ActiveView ToChange(ActiveView? view) => ToWire(view) ?? new();

    private static Wire.ActiveView? Diff(ActiveView? from, ActiveView? to) =>
        ReferenceEquals(from, to) || ToChange(from).Equals(ToChange(to)) ? null : ToChange(to);

    private static ActiveView? Apply(ActiveView? view, Wire.ActiveView? change) => change switch
    {
        null => view,
        { Name: "" } => null,
        _ => ToDomain(change),
    };
}
