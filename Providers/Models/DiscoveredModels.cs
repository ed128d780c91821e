using System.Collections.Immutable;

namespace Providers.Models;

/// <summary>A provider's list of models.</summary>
/// <param name="Raw">The whole answer as it came, to be kept.</param>
/// <param name="Models">The entries in its order, each name once.</param>
public sealed record DiscoveredModels(ReadOnlyMemory<byte> Raw, ImmutableArray<DiscoveredModel> Models);
