using Catalog.Api.Rest;

namespace Catalog.Api.Providers;

/// <summary>What came of an edit of a provider. Anything but <see cref="Saved"/> and <see cref="Removed"/> left the catalog as it was.</summary>
internal abstract record ProviderOutcome
{
    private ProviderOutcome()
    {
    }

    /// <summary>It is as asked for.</summary>
    public sealed record Saved(ProviderView Provider, bool IsNew) : ProviderOutcome;

    /// <summary>It is gone, with its deployments.</summary>
    public sealed record Removed : ProviderOutcome;

    /// <summary>The request makes no sense.</summary>
    public sealed record Invalid(Faults Faults) : ProviderOutcome;

    /// <summary>There is no such provider.</summary>
    public sealed record Unknown : ProviderOutcome;

    /// <summary>There is one already.</summary>
    public sealed record Exists : ProviderOutcome;

    /// <summary>It is not what the caller has seen.</summary>
    /// <param name="Tag">Its entity tag now; null when it does not exist.</param>
    public sealed record Changed(string? Tag) : ProviderOutcome;

    /// <summary>Something still refers to its deployments.</summary>
    /// <param name="By">What does, for people.</param>
    public sealed record InUse(IReadOnlyList<string> By) : ProviderOutcome;
}
