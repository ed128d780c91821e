using System.Globalization;
using Routing.Features;
using Routing.Features.Text;
using Routing.Quality.Data;
using Routing.Quality.Measures;
using Routing.Quality.Training;

namespace Routing.Quality.Commands;

/// <summary>
/// What it costs to read only the ends of long prompts: questions left out of training are put before, behind and into 64 KB of other
/// text, read at the ends and read whole.
/// </summary>
internal static class LongPromptReport
{
    private const int Questions = 1_000;
    private const int Material = 64 * 1024;

    public static void Print(IReadOnlyList<Example> examples, Trainer trainer, HeadScales scales)
    {
        Example[] asked = [.. examples.Where(example => example.Set == "mmlu").OrderBy(example => Spread.Of(example.Id)).Take(Questions)];
        var left = asked.Select(example => example.Id).ToHashSet();
        var weights = trainer.TrainWithout(i => left.Contains(examples[i].Id), scales, trainer.AllCapabilities());
        var material = string.Join('\n', examples.Where(example => example.Set == "llmrouter").Select(example => example.Prompt))[..Material];
        Console.WriteLine("long prompts                APGR at the ends   read whole");
        Print("the question alone", question => question);
        Print("before 64 KB of text", question => question + "\n" + material);
        Print("behind it", question => material + "\n" + question);
        Print("in the middle of it", question => material[..(Material / 2)] + "\n" + question + "\n" + material[(Material / 2)..]);

        void Print(string name, Func<string, string> wrap) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-27} {Area(prompt => PromptClassifier.Estimate(wrap(prompt), weights).Score),16:0.000} {Area(prompt => Whole(wrap(prompt), weights)),12:0.000}"));

        double Area(Func<string, double> score) => new RecoveryCurve(
            [.. asked.Select(example => score(example.Prompt))], [.. asked.Select(example => example.Weak)], [.. asked.Select(example => example.Strong)]).Area;
    }

    private static double Whole(string prompt, ClassifierWeights weights)
    {
        var counts = new TraitCounts();
        var sums = new NgramSums(weights);
        var scan = new PromptScan<NgramSums>(ref counts, ref sums);
        for (var at = 0; at < prompt.Length; at += PromptScan<NgramSums>.Longest)
        {
            scan.Read(prompt.AsSpan(at, Math.Min(PromptScan<NgramSums>.Longest, prompt.Length - at)));
        }

        return EstimateScores.From(in counts, ref sums, weights).Score;
    }
}
