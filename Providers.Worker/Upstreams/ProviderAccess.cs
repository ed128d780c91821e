using Routing.Catalog;
using ServiceDefaults.Upstreams;

namespace Providers.Worker.Upstreams;

/// <summary>Finds out how a provider is reached. Asked anew for each call, so that a key file that changes counts at once.</summary>
internal sealed class ProviderAccess(ProviderOverrides overrides)
{
    public Access For(Provider provider)
    {
        if (!ProviderAdapters.TryGet(provider.Profile, out var adapter))
        {
            return new Access.Closed(
                $"Nobody here speaks the profile \"{provider.Profile}\". Use one of {string.Join(", ", ProviderProfiles.All.Select(profile => profile.Name))}.");
        }

        var key = overrides.ApiKey(provider);
        if (key is null && provider.NeedsKey)
        {
            return new Access.Closed(provider.ApiKeyEnvironment is { } variable
                ? $"No key: set {variable}."
                : $"No key: {ProviderAvailability.MissingKey(provider, keyHeld: false)}.");
        }

        return new Access.Open(adapter, new UpstreamTarget
        {
            Provider = provider,
            Deployment = new Deployment { Id = new(provider.Id, "") },
            BaseAddress = overrides.BaseAddress(provider),
            ApiKey = key,
        });
    }
}
