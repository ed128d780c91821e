using Routing.Catalog;
using Routing.Features;

namespace Routing.Decisions;

/// <summary>Adds what a preset demands to what the request demands; neither loosens the other.</summary>
internal static class PresetDemands
{
    public static DecisionInput Apply(DecisionInput input, Preset? preset) => preset is null ? input : input with
    {
        Hints = input.Hints with
        {
            Requirements = Join(input.Hints.Requirements, preset.Requirements),
            Policy = input.Hints.Policy ?? preset.Policy,
        },
    };

    private static Requirements Join(Requirements request, PresetRequirements preset)
    {
        var allowed = request.AllowedProviders.IsEmpty ? preset.AllowedProviders : request.AllowedProviders;
        var denied = request.DeniedProviders.AddRange(preset.DeniedProviders);
        if (!preset.AllowedProviders.IsEmpty)
        {
            // No list at all would mean every provider, so one that only the request allows is denied instead of dropped.
            denied = denied.AddRange(allowed.Where(provider => !preset.AllowedProviders.Contains(provider)));
        }

        return request with
        {
            Capabilities = request.Capabilities | preset.RequiredCapabilities,
            MinimumContext = Math.Max(request.MinimumContext, preset.MinimumContext),
            AllowedProviders = allowed,
            DeniedProviders = denied,
        };
    }
}
