using Catalog.Api.Deployments;

namespace Catalog.Api.Import;

/// <summary>What importing a price map changed, or would change.</summary>
internal sealed record PriceMapAnswer
{
    /// <summary>Whether nothing was written.</summary>
    public required bool DryRun { get; init; }

    /// <summary>The catalog's revision from now on.</summary>
    public required long Revision { get; init; }

    /// <summary>Deployments that had no price.</summary>
    public required IReadOnlyList<PriceMapChange> Added { get; init; }

    /// <summary>Deployments with another price, or with a limit that was unknown.</summary>
    public required IReadOnlyList<PriceMapChange> Changed { get; init; }

    /// <summary>Deployments about which the map says what the registry says.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Providers, in the map's words, that the registry does not have, with the number of their entries.</summary>
    public required IReadOnlyDictionary<string, int> UnknownProviders { get; init; }

    /// <summary>Entries of known providers for which the registry has no deployment.</summary>
    public required IReadOnlyList<string> UnknownModels { get; init; }

    public required IReadOnlyList<SkippedEntry> Skipped { get; init; }

    /// <summary>Limits that differ from the registry's, which stay: a map's longest prompt is not always the whole window.</summary>
    public required IReadOnlyList<LimitDifference> Differences { get; init; }
}

/// <summary>One deployment that changes. Prices as everywhere in dollars per million tokens; null where they stay.</summary>
internal sealed record PriceMapChange(
    string Id, IReadOnlyList<PriceView>? Before, IReadOnlyList<PriceView>? After, int? ContextWindow, int? MaxOutputTokens);

/// <summary>An entry that was passed over, and why.</summary>
internal sealed record SkippedEntry(string Entry, string Reason);

/// <summary>A limit in tokens about which map and registry disagree.</summary>
internal sealed record LimitDifference(string Id, string Field, int Registry, int Map);
