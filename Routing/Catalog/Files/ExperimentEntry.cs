using System.Text.Json;
using Routing.Experiments;

namespace Routing.Catalog.Files;

/// <summary>An experiment in a snapshot file; shares and weights run from 0 to 1 there, scores from 0 to 10.</summary>
internal static class ExperimentEntry
{
    private const int HighestScore = 10;

    /// <returns>Null for one that only a newer router could run.</returns>
    public static Experiment? Read(Fields fields, bool strict)
    {
        if (strict)
        {
            fields.OnlyKnow("name", "description", "salt", "selectors", "keys", "projects", "unit", "share", "variants", "started_at");
        }

        var name = fields.RequiredText("name");
        var unit = Unit(fields, strict);
        var experiment = new Experiment
        {
            Name = name,
            Description = fields.Text("description") ?? "",
            Salt = fields.Text("salt") ?? name,
            Scope = new() { Selectors = fields.Texts("selectors"), Keys = fields.Texts("keys"), Projects = fields.Texts("projects") },
            Unit = unit ?? ExperimentUnit.Session,
            ShareMillis = fields.Thousandths("share", highest: 1) ?? Experiment.Whole,
            Variants = fields.Objects("variants", row => Variant(row, strict)),
            StartedAt = fields.Moment("started_at") ?? DateTimeOffset.UnixEpoch,
        };
        if (!strict)
        {
            return unit is not null && !ExperimentRules.Faults(experiment).Any() ? experiment : null;
        }

        foreach (var (field, message) in ExperimentRules.Faults(experiment))
        {
            fields.Fault(field, message);
        }

        return experiment;
    }

    public static void Write(Utf8JsonWriter json, Experiment experiment)
    {
        json.Text("name", experiment.Name);
        json.Text("description", experiment.Description);
        json.Text("salt", experiment.Salt == experiment.Name ? null : experiment.Salt);
        json.Texts("selectors", experiment.Scope.Selectors.Sort(StringComparer.Ordinal));
        json.Texts("keys", experiment.Scope.Keys.Sort(StringComparer.Ordinal));
        json.Texts("projects", experiment.Scope.Projects.Sort(StringComparer.Ordinal));
        json.Text("unit", ExperimentUnits.NameOf(experiment.Unit));
        json.Thousandths("share", experiment.ShareMillis);
        json.Objects("variants", experiment.Variants, Variant);
        json.Moment("started_at", experiment.StartedAt == DateTimeOffset.UnixEpoch ? null : experiment.StartedAt);
    }

    private static Variant Variant(Fields fields, bool strict)
    {
        if (strict)
        {
            fields.OnlyKnow("name", "weight", "selector", "policy", "balanced_from", "powerful_above");
        }

        return new()
        {
            Name = fields.RequiredText("name"),
            WeightMillis = fields.Thousandths("weight", highest: 1) ?? 0,
            Selector = fields.Text("selector"),
            Policy = fields.Text("policy"),
            BalancedFromMillis = fields.Thousandths("balanced_from", HighestScore),
            PowerfulAboveMillis = fields.Thousandths("powerful_above", HighestScore),
        };
    }

    private static void Variant(Utf8JsonWriter json, Variant variant)
    {
        json.Text("name", variant.Name);
        json.Thousandths("weight", variant.WeightMillis);
        json.Text("selector", variant.Selector);
        json.Text("policy", variant.Policy);
        json.Thousandths("balanced_from", variant.BalancedFromMillis);
        json.Thousandths("powerful_above", variant.PowerfulAboveMillis);
    }

    private static ExperimentUnit? Unit(Fields fields, bool strict)
    {
        if (fields.Text("unit") is not { } name)
        {
            return ExperimentUnit.Session;
        }

        var unit = ExperimentUnits.Find(name);
        if (unit is null && strict)
        {
            fields.Fault("unit", $"must be one of {string.Join(", ", ExperimentUnits.Names)}");
        }

        return unit;
    }
}
