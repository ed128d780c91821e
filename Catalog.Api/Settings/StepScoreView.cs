using System.Text.Json;
using Catalog.Api.Database;
using Catalog.Api.Rest;
using Routing.Features;
using Measures = System.Collections.Generic.IReadOnlyDictionary<string, Catalog.Api.Settings.MeasureView>;

namespace Catalog.Api.Settings;

/// <summary>The table of the step score as REST and the database write it: measures by their names.</summary>
internal static class StepScoreView
{
    private const int Whole = 1_000;

    public static Measures Of(StepScoreTable table) =>
        StepMeasures.All.ToDictionary(StepMeasures.NameOf, measure => Of(table[measure]), StringComparer.Ordinal);

    /// <summary>Reads the column; what it leaves out is as shipped.</summary>
    /// <exception cref="FormatException">Somebody has written nonsense into the database.</exception>
    public static StepScoreTable Read(string json)
    {
        var faults = new Faults();
        var measures = Merge(Of(StepScoreTable.Shipped), JsonSerializer.Deserialize<Dictionary<string, MeasureView>>(json, RowJson.Format));
        Check(measures, "step_score", faults);
        if (!faults.None)
        {
            throw new FormatException($"orchestrator_config: {faults.All.First().Field} {faults.All.First().Fault}.");
        }

        var table = StepScoreTable.Shipped;
        foreach (var measure in StepMeasures.All)
        {
            table = table.With(measure, ToMeasure(measures[StepMeasures.NameOf(measure)]));
        }

        return table;
    }

    /// <summary>What was there with what is given, measure by measure and field by field.</summary>
    public static Measures Merge(Measures before, Measures? given)
    {
        var merged = new Dictionary<string, MeasureView>(before, StringComparer.Ordinal);
        foreach (var (name, measure) in given ?? new Dictionary<string, MeasureView>())
        {
            var old = merged.GetValueOrDefault(name);
            merged[name] = new() { Weight = measure?.Weight ?? old?.Weight, Curve = measure?.Curve ?? old?.Curve };
        }

        return merged;
    }

    /// <summary>Notes everything that is wrong with a whole table.</summary>
    public static void Check(Measures measures, string path, Faults faults)
    {
        foreach (var (name, measure) in measures)
        {
            if (StepMeasures.Find(name) is null)
            {
                faults.Add($"{path}.{name}", $"is no measure{Suggestion.Clause(name, StepMeasures.Names)} There are {string.Join(", ", StepMeasures.Names)}.");
                continue;
            }

            foreach (var (field, fault) in MeasureRules.Faults(ToMeasure(measure)))
            {
                faults.Add($"{path}.{name}.{field}", fault);
            }
        }

        faults.Require(measures.Values.Any(measure => measure.Weight is not 0), path, MeasureRules.NoWeight);
    }

    private static MeasureView Of(Measure measure) => new()
    {
        Weight = measure.Weight,
        Curve = [.. measure.Curve.Select(point => new CurvePointView { Value = point.Value, Score = point.ScoreMillis / (decimal)Whole })],
    };

    private static Measure ToMeasure(MeasureView view) =>
        new(view.Weight ?? 0, [.. (view.Curve ?? []).Select(point => new CurvePoint(point.Value, Millis(point.Score)))]);

    // Moved to just outside the range where it lies outside, so that no figure is too large to be named as a fault.
    private static int Millis(decimal score) => (int)decimal.Round(decimal.Clamp(score, -1, 11) * Whole);
}
