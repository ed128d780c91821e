using System.Collections.Immutable;

namespace Catalog.Api.Sync.Inference;

/// <summary>Infers from its name what a model is of which nobody says anything; the rules are data.</summary>
internal sealed record InferenceRules
{
    /// <summary>The confidence from which an inference is believed, unless the provider states the fact itself.</summary>
    public required decimal BelievedFrom { get; init; }

    public required ImmutableArray<InferenceRule> Rules { get; init; }

    /// <summary>Everything the rules say of a name; of several that speak of one thing the most confident, then the first.</summary>
    public AiData Infer(string model)
    {
        var name = model.ToLowerInvariant();
        var billions = ParameterCount.Read(name);
        var applying = Rules.Where(rule => rule.AppliesTo(name, billions)).OrderByDescending(rule => rule.Confidence).ToArray();
        return new AiData
        {
            Capabilities = Each(applying, rule => rule.Capabilities),
            Excluded = Each(applying, rule => rule.Excludes),
            Family = First(applying, rule => rule.Family),
            SizeClass = First(applying, rule => rule.SizeClass),
            ContextWindow = applying.FirstOrDefault(rule => rule.ContextWindow is not null) is { ContextWindow: { } tokens } said
                ? new Inferred<int>(tokens, said.Name, said.Confidence)
                : null,
            Lifecycle = First(applying, rule => rule.Lifecycle),
        };
    }

    /// <summary>Whether an inference is certain enough to be believed.</summary>
    public bool Believes<T>(Inferred<T>? inferred) => inferred?.Confidence >= BelievedFrom;

    /// <summary>The capabilities to believe: those inferred with enough confidence, and with more than anything that excludes them.</summary>
    public IEnumerable<string> BelievedCapabilities(AiData inferred) =>
        Known(inferred.Capabilities)
            .Where(Believes)
            .Where(found => Known(inferred.Excluded).All(excluded => excluded.Value != found.Value || excluded.Confidence < found.Confidence))
            .Select(found => found.Value);

    private static ImmutableArray<Inferred<string>> Known(ImmutableArray<Inferred<string>> found) => found.IsDefault ? [] : found;

    private static ImmutableArray<Inferred<string>> Each(InferenceRule[] rules, Func<InferenceRule, ImmutableArray<string>> values)
    {
        ImmutableArray<Inferred<string>> found =
        [
            .. rules.SelectMany(rule => values(rule).Select(value => new Inferred<string>(value, rule.Name, rule.Confidence)))
                .DistinctBy(inferred => inferred.Value),
        ];
        return found.IsEmpty ? default : found;
    }

    private static Inferred<string>? First(InferenceRule[] rules, Func<InferenceRule, string?> value) =>
        rules.FirstOrDefault(rule => value(rule) is not null) is { } said ? new Inferred<string>(value(said)!, said.Name, said.Confidence) : null;
}
