using Providers;
using Routing.Catalog;

namespace Router.Grpc.Forwarding;

/// <summary>How one provider is reached: its adapter, address, key and client.</summary>
internal sealed class ProviderConnection(Provider provider, IProviderAdapter adapter, Uri baseAddress, string? apiKey, HttpMessageInvoker client)
{
    public IProviderAdapter Adapter => adapter;

    public string? ApiKey => apiKey;

    /// <summary>What keeps it from being called, with the way out; null when nothing does.</summary>
    public string? Obstacle { get; } = ProviderAvailability.Obstacle(provider, apiKey is not null);

    /// <summary>Whether it can be called.</summary>
    public bool Usable => Obstacle is null;

    public HttpMessageInvoker Client => client;

    public Uri BaseAddress => baseAddress;

    public UpstreamTarget Target(Deployment deployment) => new()
    {
        Provider = provider,
        Deployment = deployment,
        BaseAddress = baseAddress,
        ApiKey = apiKey,
    };
}
