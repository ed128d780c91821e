using System.Globalization;

namespace Routing.Quality.Data;

/// <summary>The labelled prompts that training may see.</summary>
internal static class DevelopmentSet
{
    private static readonly string[] WeakModels = ["codegemma-7b", "mistral-7b-instruct-v0.3", "llama-3.1-8b-instruct", "gemma-2-9b-it"];
    private static readonly string[] StrongModels = ["llama-3.1-nemotron-51b-instruct", "llama-3.3-nemotron-super-49b-v1"];

    public static List<Example> Load(string folder)
    {
        var many = ManyModels(Path.Combine(folder, "llmrouter_all_models.csv.gz"));
        var examples = new List<Example>();
        foreach (var set in new[] { "mmlu", "gsm8k", "llmrouter" })
        {
            foreach (var row in CsvReader.Read(Path.Combine(folder, set + ".csv.gz")))
            {
                var (weak, strong) = (Number(row("weak_correct")), Number(row("strong_correct")));
                var (difficulty, gain) = many.TryGetValue(row("id"), out var known) ? known : (1 - weak, strong - weak);
                examples.Add(new(row("id"), set, row("source"), row("prompt"), weak, strong, difficulty, gain));
            }
        }

        return examples;
    }

    private static Dictionary<string, (double Difficulty, double Gain)> ManyModels(string path) =>
        CsvReader.Read(path).ToDictionary(row => row("id"), row =>
        {
            var weak = WeakModels.Average(model => Number(row(model)));
            var strong = StrongModels.Average(model => Number(row(model)));
            return (1 - (((weak * 2) + strong) / 3), strong - weak);
        });

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
