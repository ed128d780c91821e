using Routing.Features.Text;

namespace Routing.Quality.Training;

/// <summary>A prompt as models see it: dense features, and the buckets of its words and pairs of words.</summary>
internal sealed class PromptVector
{
    public required int[] Dense { get; init; }

    public required int[] Buckets { get; init; }

    public required uint[] Pairs { get; init; }

    public required TraitCounts Traits { get; init; }

    public static PromptVector From(string prompt, byte[] common)
    {
        var counts = new TraitCounts();
        var sink = new Collector([], [], common);
        PromptText.Scan(prompt, ref counts, ref sink);
        var dense = new int[DenseFeatures.Count];
        DenseFeatures.Fill(in counts, dense);
        return new() { Dense = dense, Buckets = [.. sink.Hashes.Select(hash => (int)(hash & (BucketCount - 1)))], Traits = counts, Pairs = [.. sink.Pairs] };
    }

    /// <summary>A power of two: rows of weights in the trained file.</summary>
    public const int BucketCount = 1 << 15;

    public static IEnumerable<uint> Words(string prompt)
    {
        var counts = new TraitCounts();
        var sink = new WordCollector([]);
        PromptText.Scan(prompt, ref counts, ref sink);
        return sink.Hashes;
    }

    private readonly struct Collector(List<uint> hashes, List<uint> pairs, byte[] common) : INgramSink
    {
        public List<uint> Hashes => hashes;

        public List<uint> Pairs => pairs;

        public int AddWords(ReadOnlySpan<uint> words)
        {
            hashes.AddRange(words);
            var met = 0;
            foreach (var word in words)
            {
                met += Bits.Has(common, word) ? 1 : 0;
            }

            return met;
        }

        public void AddPairs(ReadOnlySpan<uint> met)
        {
            hashes.AddRange(met);
            pairs.AddRange(met);
        }
    }

    private readonly struct WordCollector(List<uint> hashes) : INgramSink
    {
        public List<uint> Hashes => hashes;

        public int AddWords(ReadOnlySpan<uint> words)
        {
            hashes.AddRange(words);
            return words.Length;
        }

        public void AddPairs(ReadOnlySpan<uint> pairs)
        {
        }
    }
}
