using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Catalog.Api.Sync.Inference;

/// <summary>One rule of <c>inference-rules.json</c>: when it applies to a name, and what follows.</summary>
internal sealed record InferenceRule
{
    public required string Name { get; init; }

    /// <summary>A regular expression over the provider's name of the model in lower case; every name when null.</summary>
    public string? Match { get; init; }

    /// <summary>Only where a parameter count in the name is at least this many billions.</summary>
    public decimal? ParametersFrom { get; init; }

    /// <summary>Only where a parameter count in the name is below this many billions.</summary>
    public decimal? ParametersBelow { get; init; }

    public required decimal Confidence { get; init; }

    public required string Why { get; init; }

    public ImmutableArray<string> Capabilities { get; init; } = [];

    public ImmutableArray<string> Excludes { get; init; } = [];

    public string? Family { get; init; }

    public string? SizeClass { get; init; }

    public int? ContextWindow { get; init; }

    public string? Lifecycle { get; init; }

    // Model names come from outside: no name may make a match take long.
    [JsonIgnore]
    private Regex? Pattern => field ??= Match is null ? null : new Regex(Match, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public bool AppliesTo(string name, decimal? billions) =>
        (ParametersFrom is null || billions >= ParametersFrom)
        && (ParametersBelow is null || billions < ParametersBelow)
        && (Pattern?.IsMatch(name) ?? true);
}
