using System.Text.Json;
using Routing.Features;

namespace Routing.Catalog.Files;

/// <summary>The table of the step score in a snapshot file. A measure that is left out counts as shipped, so does what it leaves out.</summary>
internal static class StepScoreEntry
{
    public static StepScoreTable Read(Fields fields, bool strict)
    {
        if (strict)
        {
            fields.OnlyKnow(StepMeasures.Names.AsSpan());
        }

        var table = StepScoreTable.Shipped;
        foreach (var measure in StepMeasures.All)
        {
            if (fields.Object(StepMeasures.NameOf(measure)) is { } given)
            {
                table = table.With(measure, ReadMeasure(given, table[measure], strict));
            }
        }

        if (!table.HasWeight)
        {
            fields.Fault(StepMeasures.NameOf(StepMeasure.Difficulty), MeasureRules.NoWeight);
        }

        return table;
    }

    public static void Write(Utf8JsonWriter json, StepScoreTable table)
    {
        json.WriteStartObject("step_score");
        foreach (var measure in StepMeasures.All)
        {
            json.WriteStartObject(StepMeasures.NameOf(measure));
            json.WriteNumber("weight", table[measure].Weight);
            json.Objects("curve", table[measure].Curve, static (json, point) =>
            {
                json.WriteNumber("value", point.Value);
                json.Thousandths("score", point.ScoreMillis);
            });
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static Measure ReadMeasure(Fields fields, Measure shipped, bool strict)
    {
        if (strict)
        {
            fields.OnlyKnow("weight", "curve");
        }

        var measure = new Measure(
            fields.Whole("weight", 0, MeasureRules.HighestWeight) ?? shipped.Weight,
            fields.Has("curve") ? fields.Objects("curve", point => ReadPoint(point, strict)) : shipped.Curve);
        var faulty = false;
        foreach (var (field, fault) in MeasureRules.Faults(measure))
        {
            fields.Fault(field, fault);
            faulty = true;
        }

        return faulty ? shipped : measure;
    }

    private static CurvePoint ReadPoint(Fields fields, bool strict)
    {
        if (strict)
        {
            fields.OnlyKnow("value", "score");
        }

        return new(fields.LongCount("value"), fields.Thousandths("score", highest: 10) ?? 0);
    }
}
