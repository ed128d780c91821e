using System.Collections.Immutable;
using Providers.Failures;
using Providers.Models;

namespace Providers.Worker.Upstreams;

/// <summary>What came of asking a provider for its models.</summary>
internal abstract record FetchedList
{
    private FetchedList()
    {
    }

    /// <summary>A list.</summary>
    /// <param name="Raw">The answer as it came; pages and descriptions one after another.</param>
    /// <param name="Models">Its models, none perhaps.</param>
    /// <param name="Mark">What to remember of it.</param>
    public sealed record Fresh(ReadOnlyMemory<byte> Raw, ImmutableArray<DiscoveredModel> Models, ListMark Mark) : FetchedList;

    /// <summary>The same as last time.</summary>
    public sealed record Unchanged(ListMark Mark) : FetchedList;

    /// <summary>Nothing usable.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="Raw">What came instead of a list; empty when nothing did.</param>
    public sealed record Failed(UpstreamFailure Failure, ReadOnlyMemory<byte> Raw) : FetchedList;
}
