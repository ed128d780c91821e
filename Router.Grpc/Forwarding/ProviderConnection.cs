using Providers;
using Routing.Catalog;

namespace Router.Grpc.Forwarding;

/// <summary>How one provider is reached: its adapter, address, key and client.</summary>
internal sealed class ProviderConnection(Provider provider, IProviderAdapter adapter, Uri baseAddress, string? apiKey, HttpMessageInvoker client)
{
    public IProviderAdapter Adapter => adapter;

    public string? ApiKey => apiKey;

    /// <summary>Whether the key that the provider wants is there.</summary>
    public bool Usable => provider.Enabled && (provider.ApiKeyEnvironment is null || apiKey is not null);

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
