using Routing.Features.Text;
using Routing.Quality.Data;

namespace Routing.Quality.Training;

/// <summary>The development prompts as vectors, and the words most of them share.</summary>
internal sealed class Corpus
{
    private const int CommonWordCount = 3_000;
    private const int CommonBytes = 1 << 13;

    private Corpus(IReadOnlyList<Example> examples, IReadOnlyList<CapabilityExample> capabilities, byte[] common)
    {
        Examples = examples;
        Capabilities = capabilities;
        CommonWords = common;
        Vectors = [.. examples.Select(example => PromptVector.From(example.Prompt, common))];
        CapabilityVectors = [.. capabilities.Select(example => PromptVector.From(example.Prompt, common))];
    }

    public IReadOnlyList<Example> Examples { get; }

    public IReadOnlyList<PromptVector> Vectors { get; }

    public IReadOnlyList<CapabilityExample> Capabilities { get; }

    public IReadOnlyList<PromptVector> CapabilityVectors { get; }

    public byte[] CommonWords { get; }

    public static Corpus Load(string folder)
    {
        var examples = DevelopmentSet.Load(Path.Combine(folder, "dev"));
        var capabilities = CapabilityExample.Load(Path.Combine(folder, "capabilities-dev.jsonl"));
        return new(examples, capabilities, Common(examples.Select(example => example.Prompt)));
    }

    private static byte[] Common(IEnumerable<string> prompts)
    {
        var counts = new Dictionary<uint, int>();
        foreach (var word in prompts.SelectMany(prompt => PromptVector.Words(prompt).Distinct()))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        var bits = new byte[CommonBytes];
        foreach (var (word, _) in counts.OrderByDescending(row => row.Value).ThenBy(row => row.Key).Take(CommonWordCount))
        {
            Bits.Add(bits, word);
        }

        return bits;
    }
}
