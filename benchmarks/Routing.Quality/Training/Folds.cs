using Routing.Quality.Data;

namespace Routing.Quality.Training;

/// <summary>A way to divide examples, so that each part can be left out of training in turn.</summary>
internal sealed class Folds(string name, Func<Example, int> fold)
{
    private const int Count = 5;

    public static readonly Folds ByQuestion = new("question", static example => (int)(Spread.Of(example.Id) % Count));
    public static readonly Folds BySubject = new("subject", static example => (int)(Spread.Of(example.Source) % Count));
    public static readonly Folds BySource = new("source", static example => example.Set switch { "mmlu" => 0, "gsm8k" => 1, _ => 2 });

    public static readonly Folds[] All = [ByQuestion, BySubject, BySource];

    public string Name => name;

    public IEnumerable<(int Fold, int[] Examples)> Of(IReadOnlyList<Example> examples) =>
        Enumerable.Range(0, examples.Count).GroupBy(i => fold(examples[i])).OrderBy(group => group.Key).Select(group => (group.Key, group.ToArray()));
}
