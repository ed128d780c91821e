using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Catalog.Api.Database;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Routing.Profiles;

namespace Catalog.Api.CapabilityProfiles;

/// <summary>Figures of benchmarks as REST takes them; either all of them are taken over or none.</summary>
internal sealed record BenchmarkImport
{
    private const int MostFigures = 10_000;

    [JsonRequired]
    public ImmutableArray<BenchmarkFigure> Figures { get; init; } = [];

    public void Check(BenchmarkScores benchmarks, Faults faults)
    {
        faults.Require(Figures.Length is > 0 and <= MostFigures, "figures", $"must have 1 to {MostFigures} entries");
        for (var index = 0; index < Figures.Length; index++)
        {
            var (figure, field) = (Figures[index], $"figures[{index}]");
            faults.Require(
                benchmarks.Knows(figure.Benchmark),
                $"{field}.benchmark",
                $"'{figure.Benchmark}' is known to no rule; there are {string.Join(", ", benchmarks.Known)}");
            faults.Require(
                figure.Source is { Length: > 0 and <= ProfileLimits.LongestSource / 2 } && !figure.Source.Any(char.IsControl),
                $"{field}.source",
                $"must have 1 to {ProfileLimits.LongestSource / 2} characters and no control characters");
            faults.Require(figure.Score is >= 0 and <= 100, $"{field}.score", "must lie between 0 and 100");
        }

        var repeated = Figures.GroupBy(figure => (figure.Model, figure.Benchmark, figure.Date, figure.Source, figure.Score)).Any(group => group.Count() > 1);
        faults.Require(!repeated, "figures", "has the same figure twice");
    }

    public async Task CheckModelsAsync(CatalogEdit edit, Faults faults, CancellationToken cancellationToken)
    {
        var unknown = await edit.Connection.ListAsync(
            """
            SELECT id FROM unnest($1::text[]) AS given (id)
            EXCEPT SELECT canonical_id FROM models WHERE scope = 'global'
            EXCEPT SELECT canonical_id FROM model_registry WHERE scope = 'global'
            """,
            [Figures.Select(figure => figure.Model.Replace("\0", "", StringComparison.Ordinal)).ToArray()],
            row => row.GetString(0),
            cancellationToken);
        foreach (var model in unknown)
        {
            faults.Add("figures", $"names {model}, which is no canonical model");
        }
    }

    public ScoredModel[] Rows(BenchmarkScores benchmarks) =>
    [
        .. Figures.GroupBy(figure => figure.Model, StringComparer.Ordinal).Select(model => new ScoredModel(
            model.Key,
            [
                .. model.SelectMany(figure => benchmarks
                    .Of(figure.Benchmark, figure.Score, figure.Date, figure.Source)
                    .Select(score => ScoreRow.Of(score, ScoreRow.Manual))),
            ])),
    ];
}

/// <summary>One figure: a benchmark's score of a canonical model, 0 to 100, with its day and where it stands.</summary>
internal sealed record BenchmarkFigure(
    [property: JsonRequired] string Model,
    [property: JsonRequired] string Benchmark,
    [property: JsonRequired] decimal Score,
    [property: JsonRequired] DateOnly Date,
    [property: JsonRequired] string Source);

/// <summary>What an import changed.</summary>
/// <param name="Models">Models that figures were given for.</param>
/// <param name="Scores">Scores derived from them.</param>
/// <param name="Revision">The catalog's revision from now on.</param>
internal sealed record BenchmarkImported(int Models, int Scores, long Revision);
