using Routing.Decisions;
using Routing.Features;

namespace Routing.Explaining.Changes;

/// <summary>A provider or a model that the request no longer rules out.</summary>
internal sealed class PermissionChange : IChangeKind
{
    private const int Distance = 5_000;

    public IEnumerable<Change> Of(Situation now, int below)
    {
        // What is denied may be written in several ways, so each entry is taken back by itself.
        var required = now.Input.Requirements;
        foreach (var denied in required.DeniedProviders.Distinct())
        {
            yield return With(now, $"with {denied} no longer denied", required with { DeniedProviders = required.DeniedProviders.RemoveAll(other => other == denied) });
        }

        foreach (var provider in now.ExcludedFor(ExclusionReason.ProviderNotAllowed).Select(static id => id.Provider).Distinct())
        {
            yield return With(now, $"with {provider} allowed", required with { AllowedProviders = required.AllowedProviders.Add(provider) });
        }

        foreach (var denied in required.DeniedModels.Distinct())
        {
            yield return With(now, $"with {denied} no longer denied", required with { DeniedModels = required.DeniedModels.RemoveAll(other => other == denied) });
        }

        foreach (var id in now.ExcludedFor(ExclusionReason.ModelNotAllowed))
        {
            yield return With(now, $"with {id} allowed", required with { AllowedModels = required.AllowedModels.Add(id.ToString()) });
        }
    }

    private static Change With(Situation now, string condition, Requirements required) =>
        new("permission", Distance, condition, () => now.Input with { Hints = now.Input.Hints with { Requirements = required } });
}
