using Routing.Decisions;
using Routing.Features;

namespace Routing.Explaining.Changes;

/// <summary>A provider that the request no longer rules out.</summary>
internal sealed class PermissionChange : IChangeKind
{
    private const int Distance = 5_000;

    public IEnumerable<Change> Of(Situation now)
    {
        var required = now.Input.Requirements;
        foreach (var provider in now.ExcludedFor(ExclusionReason.ProviderDenied).Select(static id => id.Provider).Distinct())
        {
            yield return With(now, $"with {provider} no longer denied", required with { DeniedProviders = required.DeniedProviders.RemoveAll(denied => denied == provider) });
        }

        foreach (var provider in now.ExcludedFor(ExclusionReason.ProviderNotAllowed).Select(static id => id.Provider).Distinct())
        {
            yield return With(now, $"with {provider} allowed", required with { AllowedProviders = required.AllowedProviders.Add(provider) });
        }
    }

    private static Change With(Situation now, string condition, Requirements required) =>
        new("permission", Distance, condition, () => now.Input with { Hints = now.Input.Hints with { Requirements = required } });
}
