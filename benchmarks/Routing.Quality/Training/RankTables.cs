namespace Routing.Quality.Training;

/// <summary>Where scores stand among all prompts, and what was observed there.</summary>
internal sealed record RankTables(int[] Scores, int[] Gains, int[] Difficulties, int[] Failures)
{
    private const int Steps = 100;

    /// <summary>For weights that are only asked for the order of prompts.</summary>
    public static readonly RankTables None = new([0, 1], [0, 1_000], [0, 1], [0, 1_000]);

    public static RankTables From(IReadOnlyList<int> scores, IReadOnlyList<double> better, IReadOnlyList<int> difficulties, IReadOnlyList<double> failed)
    {
        var (scoreEdges, gains) = Table(scores, better);
        var (difficultyEdges, failures) = Table(difficulties, failed);
        return new(scoreEdges, gains, difficultyEdges, failures);
    }

    private static (int[] Edges, int[] Observed) Table(IReadOnlyList<int> scores, IReadOnlyList<double> observed)
    {
        var order = Enumerable.Range(0, scores.Count).OrderBy(i => scores[i]).ToArray();
        var edges = Enumerable.Range(0, Steps + 1).Select(step => scores[order[(int)((long)step * (order.Length - 1) / Steps)]]).ToArray();
        var rising = Isotonic.Fit([.. order.Select(i => observed[i])]);
        return (edges, [.. Enumerable.Range(0, Steps + 1).Select(step => (int)Math.Round(1_000 * rising[(int)((long)step * (order.Length - 1) / Steps)]))]);
    }
}
