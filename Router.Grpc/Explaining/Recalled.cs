using Routing.Decisions;
using Routing.Replaying;

namespace Router.Grpc.Explaining;

/// <summary>A decision found again, or why it cannot be.</summary>
internal abstract record Recalled
{
    private Recalled()
    {
    }

    /// <summary>Everything is there.</summary>
    /// <param name="Id">The decision.</param>
    /// <param name="Stored">As it is or would be kept.</param>
    /// <param name="Input">What decided, put together again.</param>
    public sealed record Found(string Id, StoredDecision Stored, DecisionInput Input) : Recalled;

    /// <summary>Nobody knows it.</summary>
    public sealed record Unknown(string Message) : Recalled;

    /// <summary>It is known, but not all of what decided it.</summary>
    public sealed record WithoutHistory(string Message) : Recalled;

    /// <summary>The catalog, which would know, does not answer.</summary>
    public sealed record CatalogAway(string Message) : Recalled;
}
