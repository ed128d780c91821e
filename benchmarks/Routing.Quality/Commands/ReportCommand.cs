using System.Globalization;
using Routing.Features;
using Routing.Features.Text;
using Routing.Quality.Data;
using Routing.Quality.Measures;
using Routing.Quality.Training;

namespace Routing.Quality.Commands;

/// <summary>
/// Prints how well the classifier orders prompts it was not trained on: left out by question, by subject and by source. Beside it
/// the order by length, which costs nothing and must be beaten.
/// </summary>
internal static class ReportCommand
{
    public static void Run(Arguments arguments)
    {
        var corpus = Corpus.Load(arguments.Get("data"));
        var trainer = new Trainer(corpus, _ => { });
        var only = arguments.Find("only");
        if (only is null or "order" or "calibration" or "long")
        {
            var outOfFold = trainer.OutOfFold(Folds.ByQuestion);
            var scales = Trainer.ScalesOf(outOfFold);
            if (only is null or "order")
            {
                PrintOrder(corpus, trainer, scales, arguments.Find("scores"));
            }

            if (only is null or "order" or "calibration")
            {
                CalibrationReport.Print(corpus, trainer, outOfFold, scales, arguments.Find("plot"));
            }

            if (only is null or "long")
            {
                LongPromptReport.Print(corpus.Examples, trainer, scales);
            }
        }

        if (only is not (null or "capabilities"))
        {
            return;
        }

        PrintCapabilities(corpus, trainer);
        if (arguments.Find("probes") is { } probes)
        {
            PrintProbes(CapabilityExample.Load(probes), WeightsBuilder.WithCapabilities(ClassifierWeights.Embedded, trainer.AllCapabilities()));
        }
    }

    private static void PrintOrder(Corpus corpus, Trainer trainer, HeadScales scales, string? scoresFolder)
    {
        var capabilities = trainer.AllCapabilities();
        var worst = (Area: double.MaxValue, OverLength: double.MaxValue);
        Console.WriteLine("left out     set          prompts   APGR   CPT50   CPT80   APGR by length   goal");
        if (scoresFolder is not null)
        {
            Directory.CreateDirectory(scoresFolder);
        }

        foreach (var folds in Folds.All)
        {
            var scores = new double[corpus.Examples.Count];
            foreach (var (_, examples) in folds.Of(corpus.Examples))
            {
                var left = examples.ToHashSet();
                var weights = trainer.TrainWithout(left.Contains, scales, capabilities);
                foreach (var i in examples)
                {
                    scores[i] = PromptClassifier.Estimate(corpus.Examples[i].Prompt, weights).Score;
                }
            }

            if (scoresFolder is not null)
            {
                Write(Path.Combine(scoresFolder, folds.Name + ".csv"), corpus.Examples, scores);
            }

            foreach (var set in corpus.Examples.Select((example, i) => (example, i)).GroupBy(row => row.example.Set))
            {
                var (area, length) = Print(folds.Name, set.Key, [.. set.Select(row => row.example)], [.. set.Select(row => scores[row.i])]);
                worst = (Math.Min(worst.Area, area), Math.Min(worst.OverLength, area - length));
            }
        }

        var holds = worst.Area >= 0.52 && worst.OverLength >= -0.02;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"lowest APGR {worst.Area:0.000} (must: 0.520), lowest APGR over length {worst.OverLength:+0.000;-0.000} (must: -0.020): {(holds ? "holds" : "DOES NOT HOLD")}"));
    }

    private static void Write(string path, IReadOnlyList<Example> examples, double[] scores) =>
        File.WriteAllLines(path, examples.Select((example, i) => string.Create(CultureInfo.InvariantCulture, $"{example.Id},{scores[i]}")).Prepend("id,score"));

    private static (double Area, double ByLength) Print(string left, string set, Example[] examples, double[] scores)
    {
        double[] weak = [.. examples.Select(example => example.Weak)];
        double[] strong = [.. examples.Select(example => example.Strong)];
        var curve = new RecoveryCurve(scores, weak, strong);
        var length = new RecoveryCurve([.. examples.Select(example => (double)example.Prompt.Length)], weak, strong);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{left,-12} {set,-12} {examples.Length,7}  {curve.Area:0.000}   {curve.CallsFor(0.5),5:0.0}   {curve.CallsFor(0.8),5:0.0}   {length.Area:0.000}            {Goal.Find(left, set)?.Judge(curve) ?? "-"}"));
        return (curve.Area, length.Area);
    }

    private static void PrintCapabilities(Corpus corpus, Trainer trainer)
    {
        var counts = new LabelCounts();
        foreach (var group in Enumerable.Range(0, corpus.Capabilities.Count).GroupBy(i => corpus.Capabilities[i].Source))
        {
            var left = group.ToHashSet();
            var ridges = trainer.Capabilities([.. Enumerable.Range(0, corpus.Capabilities.Count).Where(i => !left.Contains(i))]);
            var weights = WeightsBuilder.WithCapabilities(ClassifierWeights.Embedded, ridges);
            foreach (var i in left)
            {
                counts.Add(corpus.Capabilities[i].Labels, PromptClassifier.Estimate(corpus.Capabilities[i].Prompt, weights).Labels);
            }
        }

        counts.Print("capabilities, left out by source");
    }

    private static void PrintProbes(IReadOnlyList<CapabilityExample> probes, ClassifierWeights weights)
    {
        var counts = new LabelCounts();
        foreach (var probe in probes)
        {
            var estimate = PromptClassifier.Estimate(probe.Prompt, weights);
            counts.Add(probe.Labels, estimate.Labels);
            if (!probe.Labels.SetEquals(estimate.Labels))
            {
                var start = probe.Prompt.ReplaceLineEndings(" ");
                Console.WriteLine($"  {string.Join(' ', probe.Labels)} taken for {string.Join(' ', estimate.Labels)}: {start[..Math.Min(90, start.Length)]}");
            }
        }

        counts.Print("capabilities of probes");
    }
}
