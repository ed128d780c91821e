using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Catalog.Api.Sync.Inference;

/// <summary>What rules inferred of a model nobody describes, each with its rule and its confidence: the content of <c>model_registry.ai_data</c>.</summary>
internal sealed record AiData
{
    public static readonly AiData None = new();

    /// <summary>What it seems to do. Words that routing does not know, such as <c>code</c> or <c>transcription</c>, are for people.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<Inferred<string>> Capabilities { get; init; }

    /// <summary>What it seems not to do: an embedding model does not chat.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<Inferred<string>> Excluded { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Inferred<string>? Family { get; init; }

    /// <summary><c>tiny</c> (below 4 billion parameters), <c>small</c> (below 15), <c>medium</c> (below 80) or <c>large</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Inferred<string>? SizeClass { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Inferred<int>? ContextWindow { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Inferred<string>? Lifecycle { get; init; }
}

/// <summary>One inference.</summary>
/// <param name="Value">What was inferred.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Confidence">How often the rule is right, from 0 to 1, by the judgement of who wrote it.</param>
internal sealed record Inferred<T>(T Value, string Rule, decimal Confidence);
