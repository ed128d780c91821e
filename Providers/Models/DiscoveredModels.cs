using System.Collections.Immutable;

namespace Providers.Models;

/// <summary>A provider's list of models, or one page of it.</summary>
/// <param name="Models">The entries in its order, each name once.</param>
/// <param name="NextPage">Asks for the page after this one; null after the last.</param>
public sealed record DiscoveredModels(ImmutableArray<DiscoveredModel> Models, string? NextPage = null);
