using Routing.Quality.Training;

namespace Routing.Quality.Commands;

/// <summary>Trains the classifier and writes the file that the library embeds.</summary>
internal static class TrainCommand
{
    public static void Run(Arguments arguments)
    {
        var corpus = Corpus.Load(arguments.Get("data"));
        var weights = new Trainer(corpus, Console.WriteLine).Train();
        using var output = File.Create(arguments.Get("output"));
        weights.Write(output);
        Console.WriteLine($"{output.Name}: {output.Length} bytes");
    }
}
