using System.Collections.Immutable;

namespace Catalog.Api.Views;

/// <summary>A row of <c>views</c>: a named, saved filter.</summary>
internal sealed record ViewRow
{
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public required string Filter { get; init; }

    public string Origin { get; init; } = "manual";

    /// <summary>Empty for what ships, <c>["filter"]</c> once set by hand.</summary>
    public ImmutableArray<string> Edited { get; init; } = [];
}
