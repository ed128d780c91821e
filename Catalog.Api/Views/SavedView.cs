using System.Collections.Immutable;

namespace Catalog.Api.Views;

/// <summary>A view as REST takes and shows it.</summary>
internal sealed record SavedView
{
    /// <summary>Answers only; the address names it.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for; stays as it is when not given.</summary>
    public string? Description { get; init; }

    /// <summary>Such as <c>capability = vision and input_price &lt; 1</c>; stays as it is when not given.</summary>
    public string? Filter { get; init; }

    /// <summary>Answers only: <c>curated</c> for what ships.</summary>
    public string? Origin { get; init; }

    /// <summary>Answers only: whether the router may choose only from it.</summary>
    public bool? Active { get; init; }

    /// <summary>Answers only: empty for what ships.</summary>
    public ImmutableArray<string>? Edited { get; init; }

    /// <summary>Answers only: how often it was used.</summary>
    public ViewUse? Used { get; init; }
}

/// <summary>How often a view was used. Counting is no change of the view: it has no part in revision and history.</summary>
/// <param name="Listings">Lists of its models that were begun.</param>
/// <param name="Decisions">Routed requests whose choice it narrowed.</param>
/// <param name="LastUsed">When either last happened; null when never.</param>
internal sealed record ViewUse(long Listings, long Decisions, DateTimeOffset? LastUsed);

/// <summary>A view as it was from a revision on; null when it was removed.</summary>
internal sealed record ViewVersion(long Revision, DateTimeOffset RecordedAt, string ChangedBy, SavedView? View);
