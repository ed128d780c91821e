using System.Collections.Immutable;
using Routing.Experiments;

namespace Catalog.Api.Experiments;

/// <summary>A row of <c>experiments</c>.</summary>
internal sealed record ExperimentRow
{
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public string State { get; init; } = ExperimentState.Draft;

    public required string Salt { get; init; }

    public ImmutableArray<string> Selectors { get; init; } = [];

    public ImmutableArray<string> Keys { get; init; } = [];

    public ImmutableArray<string> Projects { get; init; } = [];

    public string Unit { get; init; } = ExperimentUnits.NameOf(ExperimentUnit.Session);

    public int ShareMillis { get; init; } = Experiment.Whole;

    public ImmutableArray<ExperimentVariant> Variants { get; init; } = [];

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>As routers see it.</summary>
    public Experiment ToDomain() => new()
    {
        Name = Name,
        Description = Description,
        Salt = Salt,
        Scope = new() { Selectors = Selectors, Keys = Keys, Projects = Projects },
        Unit = ExperimentUnits.Find(Unit) ?? ExperimentUnit.Request,
        ShareMillis = ShareMillis,
        Variants = [.. Variants.Select(variant => variant.ToDomain())],
        StartedAt = StartedAt ?? DateTimeOffset.UnixEpoch,
    };
}
