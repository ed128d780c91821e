using System.Collections.Immutable;
using Routing.Catalog;

namespace Admin.Web.Overview;

/// <summary>A tier as the page shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Entries">Its entries in order of preference.</param>
public sealed record TierView(string Name, ImmutableArray<TierEntryView> Entries)
{
    /// <summary>The entry that serves now; null when none can, or nobody knows.</summary>
    public TierEntryView? First => Entries.FirstOrDefault(entry => entry.Usable == true);
}

/// <summary>An entry of a tier.</summary>
/// <param name="Id">The deployment.</param>
/// <param name="Usable">Whether the router can call it; null when the router does not answer.</param>
/// <param name="Obstacle">What stands in the way; null when nothing does.</param>
/// <param name="Price">Input and output in dollars per million tokens, or "free" or "unpriced".</param>
/// <param name="Condition">How it does; null when nothing is known.</param>
public sealed record TierEntryView(DeploymentId Id, bool? Usable, string? Obstacle, string Price, DeploymentCondition? Condition);
