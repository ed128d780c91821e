using System.Globalization;
using Routing.Features;
using Routing.Quality.Data;

namespace Routing.Quality.Commands;

/// <summary>Finds the threshold that sends a given share of one's own prompts to the strong model.</summary>
internal static class CalibrateCommand
{
    public static void Run(Arguments arguments)
    {
        if (!double.TryParse(arguments.Get("strong-share"), NumberStyles.Float, CultureInfo.InvariantCulture, out var share) || share is not (>= 0 and <= 1))
        {
            throw new UsageException("--strong-share is a number from 0 to 1");
        }

        var estimates = CsvReader.Read(arguments.Get("input"))
            .Select(row => PromptClassifier.Estimate(row("prompt")))
            .OrderByDescending(estimate => estimate.Score)
            .ToArray();
        if (estimates.Length == 0)
        {
            throw new UsageException("the input has no prompts");
        }

        var last = estimates[Math.Clamp((int)Math.Round(share * estimates.Length) - 1, 0, estimates.Length - 1)];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{estimates.Length} prompts; {share:0.##%} of them score {last.Score} or more: difficulty {last.DifficultyMillis / 1000.0:0.000} of 10"));
    }
}
