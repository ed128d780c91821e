namespace Routing.Features;

/// <summary>Complexity scores of an agent in thousandths: 0 to 10,000.</summary>
public sealed record AgentScores
{
    /// <summary>Complexity of the agent's design; null when not given.</summary>
    public int? CreationMillis { get; init; }

    /// <summary>Complexity of what the agent executes; null when not given.</summary>
    public int? ExecutionMillis { get; init; }

    /// <summary>Both in one figure; wins over the two when given.</summary>
    public int? CombinedMillis { get; init; }

    /// <summary>The one score that counts: the combined one, else creation and execution by their shares, else the only one there is.</summary>
    /// <param name="creationShareMillis">Share of creation, 0 to 1,000; execution has the rest.</param>
    /// <returns>0 to 10,000; null when no score was given.</returns>
    public int? ScoreMillis(int creationShareMillis) => (CombinedMillis, CreationMillis, ExecutionMillis) switch
    {
        ({ } combined, _, _) => Score.Clamp(combined),
        (null, { } creation, { } execution) => Score.Weigh(Score.Clamp(creation), Score.Clamp(execution), creationShareMillis),
        (null, var creation, var execution) => (creation ?? execution) is { } only ? Score.Clamp(only) : null,
    };

    /// <summary>Reads scores from 0 to 10 as callers write them; what is not a number counts as not given.</summary>
    public static AgentScores From(double? creation, double? execution, double? combined) => new()
    {
        CreationMillis = Score.FromTen(creation),
        ExecutionMillis = Score.FromTen(execution),
        CombinedMillis = Score.FromTen(combined),
    };
}
