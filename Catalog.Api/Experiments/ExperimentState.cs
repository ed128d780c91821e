namespace Catalog.Api.Experiments;

/// <summary>Where an experiment stands. Routers see those that run.</summary>
internal static class ExperimentState
{
    public const string Draft = "draft";
    public const string Running = "running";
    public const string Paused = "paused";
    public const string Ended = "ended";

    public static readonly string[] All = [Draft, Running, Paused, Ended];

    /// <summary>Whether one may follow the other: what has ended stays so, and what has begun is no draft again.</summary>
    public static bool MayFollow(string before, string after) => before == after || (before, after) switch
    {
        (Draft, Running) or (Running, Paused or Ended) or (Paused, Running or Ended) => true,
        _ => false,
    };
}
