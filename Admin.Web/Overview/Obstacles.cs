using Routing.Catalog;

namespace Admin.Web.Overview;

/// <summary>Says what keeps a tier's entry from serving.</summary>
internal static class Obstacles
{
    public static string? To(Deployment? deployment, Provider? provider, bool routerAnswers) => (deployment, provider) switch
    {
        (null, _) or (_, null) => "not in the registry",
        ({ Enabled: false }, _) => "disabled",
        ({ Lifecycle: Lifecycle.Retired }, _) => "retired",
        (_, { Enabled: false }) => "provider disabled",
        _ when !routerAnswers => null,
        (_, { NeedsKey: true }) => ProviderAvailability.MissingKey(provider, keyHeld: false),
        _ => "not callable by the router",
    };
}
