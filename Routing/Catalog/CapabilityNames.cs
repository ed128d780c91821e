using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Routing.Catalog;

/// <summary>How capabilities are written in files, on the wire and in the database.</summary>
public static class CapabilityNames
{
    private static readonly ImmutableArray<(Capabilities Value, string Name)> Table =
    [
        (Capabilities.Chat, "chat"),
        (Capabilities.Streaming, "streaming"),
        (Capabilities.Tools, "tools"),
        (Capabilities.Vision, "vision"),
        (Capabilities.JsonSchema, "json_schema"),
        (Capabilities.Reasoning, "reasoning"),
        (Capabilities.Embeddings, "embeddings"),
        (Capabilities.PromptCaching, "prompt_caching"),
        (Capabilities.Audio, "audio"),
        (Capabilities.LogProbabilities, "log_probabilities"),
    ];

    private static readonly FrozenDictionary<string, Capabilities> ByName =
        Table.ToFrozenDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);

    private static readonly Capabilities Every = Table.Aggregate(Capabilities.None, static (all, entry) => all | entry.Value);

    // A catalog of thousands of models has a handful of sets.
    private static readonly ImmutableArray<string>[] Sets = new ImmutableArray<string>[(int)Every + 1];

    /// <summary>Every name, in the order in which sets are written.</summary>
    public static ImmutableArray<string> All { get; } = [.. Table.Select(entry => entry.Name)];

    /// <summary>The names of a set, always in the same order.</summary>
    public static ImmutableArray<string> Of(Capabilities capabilities)
    {
        // Whoever wins a race to make a set makes the same one.
        ref var names = ref Sets[(int)(capabilities & Every)];
        return names.IsDefault ? names = [.. Table.Where(entry => capabilities.HasFlag(entry.Value)).Select(entry => entry.Name)] : names;
    }

    /// <summary>Reads one name.</summary>
    /// <returns>False when nobody knows it.</returns>
    public static bool TryParse(string? name, out Capabilities capability)
    {
        capability = Capabilities.None;
        return name is not null && ByName.TryGetValue(name, out capability);
    }

    /// <summary>Reads the names it knows and skips the others, which a newer writer may use.</summary>
    public static Capabilities ParseKnown(IEnumerable<string> names)
    {
        var all = Capabilities.None;
        foreach (var name in names)
        {
            all |= TryParse(name, out var capability) ? capability : Capabilities.None;
        }

        return all;
    }
}
