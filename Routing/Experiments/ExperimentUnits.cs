namespace Routing.Experiments;

/// <summary>The names under which units are stored and set.</summary>
public static class ExperimentUnits
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["request", "session", "end_user", "key", "execution"];

    /// <summary>The name of a unit.</summary>
    public static string NameOf(ExperimentUnit unit) => Names[(int)unit];

    /// <summary>Finds a unit by its name.</summary>
    /// <returns>Null when there is none of that name.</returns>
    public static ExperimentUnit? Find(string? name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return (ExperimentUnit)i;
            }
        }

        return null;
    }
}
