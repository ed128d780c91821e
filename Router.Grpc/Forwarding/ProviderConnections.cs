using Providers;
using Router.Grpc.Connections;
using Routing.Catalog;
using Routing.Decisions;
using ServiceDefaults.Upstreams;

namespace Router.Grpc.Forwarding;

/// <summary>Finds out how a provider is reached.</summary>
internal sealed class ProviderConnections(ProviderOverrides overrides, ProviderStates states)
{
    /// <summary>Profiles that an adapter speaks.</summary>
    public static readonly NameSet SupportedProfiles = new(ProviderProfiles.All.Select(static profile => profile.Name));

    /// <returns>Null when no adapter speaks the provider's format.</returns>
    public ProviderConnection? For(Provider provider)
    {
        return ProviderAdapters.TryGet(provider.Profile, out var adapter)
            ? new(provider, adapter, overrides.BaseAddress(provider), states.For(provider))
            : null;
    }
}
