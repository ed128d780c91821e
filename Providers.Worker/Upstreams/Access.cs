namespace Providers.Worker.Upstreams;

/// <summary>Whether a provider can be called.</summary>
internal abstract record Access
{
    private Access()
    {
    }

    /// <summary>It can, like this.</summary>
    public sealed record Open(IProviderAdapter Adapter, UpstreamTarget Target) : Access;

    /// <summary>It cannot, and the reason says what would change that.</summary>
    public sealed record Closed(string Reason) : Access;
}
