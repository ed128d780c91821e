using Routing.Catalog;

namespace Providers;

/// <summary>Where one attempt goes and with which key.</summary>
public sealed record UpstreamTarget
{
    /// <summary>The provider endpoint.</summary>
    public required Provider Provider { get; init; }

    /// <summary>What is called there; ignored by calls that concern no model.</summary>
    public required Deployment Deployment { get; init; }

    /// <summary>Root of the API: the provider's own address, or the one that the environment put in its place.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>The credential; null where the endpoint needs none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The heads of requests to <see cref="Provider"/> at <see cref="BaseAddress"/>; null where nobody keeps them.</summary>
    public SharedHeads? Heads { get; init; }

    // A record prints its properties, and a key must never reach a log.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Deployment = ").Append(Deployment.Id).Append(", BaseAddress = ").Append(BaseAddress);
        return true;
    }
}
