using System.Collections.Immutable;
using System.Globalization;
using Catalog.Api.Curated;
using Routing.Profiles;

namespace Catalog.Api.CapabilityProfiles;

/// <summary>Derives scores from the figures of benchmarks, by the rules that ship.</summary>
internal sealed class BenchmarkScores(CuratedProfiles rules)
{
    private readonly Dictionary<string, CuratedBenchmarkRule> _rules = rules.Benchmarks.ToDictionary(rule => rule.Benchmark, StringComparer.Ordinal);

    public IEnumerable<string> Known => _rules.Keys.Order(StringComparer.Ordinal);

    public bool Knows(string benchmark) => _rules.ContainsKey(benchmark);

    /// <summary>What a figure says of each capability it measures; nothing where no rule knows the benchmark.</summary>
    public ImmutableArray<CapabilityScore> Of(string benchmark, decimal figure, DateOnly date, string source) =>
        _rules.TryGetValue(benchmark, out var rule)
            ? [.. rule.Capabilities.Select(capability => new CapabilityScore
            {
                Capability = RatedCapabilities.Find(capability)!.Value,
                ScoreMillis = rule.ScoreOf(figure),
                Basis = ScoreBases.Find(rule.Basis)!.Value,
                ConfidenceMillis = rule.Confidence,
                Date = date,
                Source = string.Create(CultureInfo.InvariantCulture, $"{benchmark} {figure}: {source}"),
            })]
            : [];

    /// <summary>What the benchmark that rates models as a whole says of one; null without such a figure.</summary>
    public int? General(IEnumerable<CuratedBenchmark> figures) => figures
        .Where(figure => _rules.TryGetValue(figure.Name, out var rule) && rule.General)
        .OrderByDescending(figure => figure.Date)
        .Select(figure => (int?)_rules[figure.Name].ScoreOf(figure.Score))
        .FirstOrDefault();
}
