using Providers;
using Router.Grpc.Connections;
using Routing.Catalog;

namespace Router.Grpc.Forwarding;

/// <summary>How one provider is reached: its adapter, address, keys and client.</summary>
internal sealed class ProviderConnection(Provider provider, IProviderAdapter adapter, Uri baseAddress, ProviderState state)
{
    private readonly SharedHeads _heads = new();

    public IProviderAdapter Adapter => adapter;

    /// <summary>Whether a key is there.</summary>
    public bool HasKey { get; } = state.Credentials.Pick() is not null;

    /// <summary>What keeps it from being called, with the way out; null when nothing does.</summary>
    public string? Obstacle { get; } = ProviderAvailability.Obstacle(provider, state.Credentials.Pick() is not null);

    /// <summary>Whether it can be called.</summary>
    public bool Usable => Obstacle is null;

    /// <summary>What outlives this catalog.</summary>
    public ProviderState State => state;

    public Uri BaseAddress => baseAddress;

    public HttpMessageInvoker Client => state.Client;

    /// <summary>Where a call outside the attempts goes.</summary>
    public UpstreamTarget Target(Deployment deployment) => Target(deployment, state.Credentials.Pick());

    /// <summary>Where a call of one deployment goes.</summary>
    /// <param name="deployment">What is called.</param>
    /// <param name="credential">With which key; null where none is needed.</param>
    public UpstreamTarget Target(Deployment deployment, Credential? credential) => new()
    {
        Provider = provider,
        Deployment = deployment,
        BaseAddress = baseAddress,
        ApiKey = credential?.Key,
        Heads = _heads,
    };
}
