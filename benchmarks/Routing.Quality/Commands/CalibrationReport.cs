using Routing.Features.Text;
using Routing.Quality.Measures;
using Routing.Quality.Training;

namespace Routing.Quality.Commands;

/// <summary>
/// How far the probabilities can be believed. Both the order and the curve from order to probability were learned on other questions
/// than the ones they are held against.
/// </summary>
internal static class CalibrationReport
{
    public static void Print(Corpus corpus, Trainer trainer, double[][] outOfFold, HeadScales scales, string? plot)
    {
        var (scores, difficulties) = trainer.Orders(outOfFold, scales, ClassifierWeights.Embedded);
        double[] better = [.. corpus.Examples.Select(example => Math.Max(0, example.Strong - example.Weak))];
        double[] failed = [.. corpus.Examples.Select(example => example.Difficulty)];
        var gain = new double[scores.Length];
        var failure = new double[scores.Length];
        foreach (var (_, examples) in Folds.ByQuestion.Of(corpus.Examples))
        {
            var left = examples.ToHashSet();
            int[] on = [.. Enumerable.Range(0, scores.Length).Where(i => !left.Contains(i))];
            var tables = RankTables.From(
                [.. on.Select(i => scores[i])], [.. on.Select(i => better[i])], [.. on.Select(i => difficulties[i])], [.. on.Select(i => failed[i])]);
            foreach (var i in examples)
            {
                gain[i] = At(tables.Scores, tables.Gains, scores[i]);
                failure[i] = At(tables.Difficulties, tables.Failures, difficulties[i]);
            }
        }

        var (gains, failures) = (new Reliability(gain, better), new Reliability(failure, failed));
        gains.Print("the strong model is better");
        failures.Print("a cheap model fails");
        if (plot is not null)
        {
            File.WriteAllText(plot, Reliability.Plot(("the strong model is better", "#0b6", gains), ("a cheap model fails", "#c33", failures)));
        }
    }

    private static double At(int[] edges, int[] observed, int value)
    {
        var found = Array.BinarySearch(edges, value);
        return observed[Math.Min(found >= 0 ? found : ~found, edges.Length - 1)] / 1_000.0;
    }
}
