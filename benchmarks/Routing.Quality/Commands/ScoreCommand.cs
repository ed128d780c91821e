using System.Globalization;
using Routing.Features;
using Routing.Quality.Data;

namespace Routing.Quality.Commands;

/// <summary>Writes, for every prompt of a file, how much it should go to the strong model.</summary>
internal static class ScoreCommand
{
    public static void Run(Arguments arguments)
    {
        using var output = new StreamWriter(arguments.Get("output"));
        output.Write("id,score\n");
        foreach (var row in CsvReader.Read(arguments.Get("input")))
        {
            var score = PromptClassifier.Estimate(row("prompt")).Score;
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{Quote(row("id"))},{score}\n"));
        }
    }

    private static string Quote(string id) =>
        id.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : id;
}
