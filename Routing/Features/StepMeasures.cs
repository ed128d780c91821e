using System.Collections.Immutable;

namespace Routing.Features;

/// <summary>How the measures of a step are written.</summary>
public static class StepMeasures
{
    /// <summary>All of them, in the order of the documentation.</summary>
    public static readonly ImmutableArray<StepMeasure> All = [.. Enum.GetValues<StepMeasure>()];

    /// <summary>The names in files, on the wire and in the database, in the same order.</summary>
    public static readonly ImmutableArray<string> Names = ["prompt_length", "data_size", "condition_count", "context_depth", "reasoning", "difficulty"];

    /// <summary>The name, as in <c>prompt_length</c>.</summary>
    public static string NameOf(StepMeasure measure) => Names[(int)measure];

    /// <summary>Reads a name; null when nobody knows it.</summary>
    public static StepMeasure? Find(string name) => Names.IndexOf(name, StringComparer.Ordinal) is >= 0 and var place ? All[place] : null;
}
