using Routing.Features;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

public static partial class CatalogWire
{
    /// <summary>Writes the table of the step score.</summary>
    public static Wire.StepScoreTable ToWire(StepScoreTable table)
    {
        var wire = new Wire.StepScoreTable();
        foreach (var measure in StepMeasures.All)
        {
            wire.Measures.Add(new Wire.StepMeasure
            {
                Name = StepMeasures.NameOf(measure),
                Weight = table[measure].Weight,
                Curve = { table[measure].Curve.Select(static point => new Wire.CurvePoint { Value = point.Value, ScoreMillis = point.ScoreMillis }) },
            });
        }

        return wire;
    }

    /// <summary>Reads the table of the step score; what is not sent is as shipped, and what a newer catalog measures is skipped.</summary>
    /// <exception cref="FormatException">A measure is none.</exception>
    public static StepScoreTable ToDomain(Wire.StepScoreTable? table)
    {
        var read = StepScoreTable.Shipped;
        foreach (var row in table?.Measures ?? [])
        {
            if (StepMeasures.Find(row.Name) is { } name)
            {
                var measure = new Measure(row.Weight, [.. row.Curve.Select(static point => new CurvePoint(point.Value, point.ScoreMillis))]);
                read = MeasureRules.Faults(measure).Select(fault => $"{row.Name}.{fault.Field} {fault.Fault}").FirstOrDefault() is { } fault
                    ? throw new FormatException($"The step score does not make sense: {fault}.")
                    : read.With(name, measure);
            }
        }

        return read;
    }
}
