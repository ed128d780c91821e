using System.Collections.Immutable;
using Routing.Experiments;

namespace Catalog.Api.Experiments;

/// <summary>An experiment as REST takes and shows it. A write replaces the whole experiment.</summary>
internal sealed record ExperimentView
{
    /// <summary>Answers only; the address names it.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary><c>draft</c>, <c>running</c>, <c>paused</c> or <c>ended</c>; stays what it is when not given, and begins as a draft.</summary>
    public string? State { get; init; }

    /// <summary>What must have been asked for, by name or by default; <c>auto</c> when not given.</summary>
    public ImmutableArray<string>? Selectors { get; init; }

    /// <summary>Ids of the virtual keys that are covered; all when not given.</summary>
    public ImmutableArray<string>? Keys { get; init; }

    /// <summary>Ids of the projects that are covered; all when not given.</summary>
    public ImmutableArray<string>? Projects { get; init; }

    /// <summary>What is drawn once and stays in its variant: <c>session</c> when not given.</summary>
    public string? Unit { get; init; }

    /// <summary>The share of units that takes part, from 0 to 1, which is meant when not given.</summary>
    public decimal? Share { get; init; }

    /// <summary>What is compared; the first is what the others are compared with.</summary>
    public ImmutableArray<ExperimentVariant>? Variants { get; init; }

    /// <summary>What the draw is salted with; the name when not given.</summary>
    public string? Salt { get; init; }

    /// <summary>Answers only.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Answers only.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public ExperimentRow ToRow(string name, string state) => new()
    {
        Name = name,
        Description = Description ?? "",
        State = State ?? state,
        Salt = Salt ?? name,
        Selectors = Selectors ?? [],
        Keys = Keys ?? [],
        Projects = Projects ?? [],
        Unit = Unit ?? ExperimentUnits.NameOf(ExperimentUnit.Session),
        ShareMillis = Share is { } share ? Thousandths.Of(share) : Experiment.Whole,
        Variants = [.. (Variants ?? []).Select(variant => variant.Normal())],
    };

    public static ExperimentView Of(ExperimentRow row) => new()
    {
        Name = row.Name,
        Description = row.Description,
        State = row.State,
        Selectors = row.Selectors,
        Keys = row.Keys,
        Projects = row.Projects,
        Unit = row.Unit,
        Share = row.ShareMillis / 1_000m,
        Variants = row.Variants,
        Salt = row.Salt,
        StartedAt = row.StartedAt,
        EndedAt = row.EndedAt,
    };
}

/// <summary>An experiment as it was from a revision on; null when it was removed.</summary>
internal sealed record ExperimentVersion(long Revision, DateTimeOffset RecordedAt, string ChangedBy, ExperimentView? Experiment);
