using Routing.Catalog;
using Routing.Experiments;
using Routing.Tests.Decisions;

namespace Routing.Tests.Experiments;

/// <summary>Experiments over the catalog of <see cref="Towns"/>.</summary>
internal static class Trials
{
    public static Experiment Halves(string name = "halves", int share = 1_000) => new()
    {
        Name = name,
        Salt = name,
        ShareMillis = share,
        Variants = [new() { Name = "control", WeightMillis = 500 }, new() { Name = "strong", WeightMillis = 500, Selector = "powerful" }],
    };

    public static CatalogIndex With(params Experiment[] experiments) => new(Towns.Snapshot with { Experiments = [.. experiments] });

    public static ExperimentBucket? Of(CatalogIndex index, string session, string? selector = null) =>
        Assignment.Of(index, selector, default, null, new("request", SessionId: session));

    public static string? VariantOf(Experiment experiment, string session) =>
        Of(With(experiment), session) is { } bucket ? experiment.VariantAt(bucket.Number)!.Name : null;
}
