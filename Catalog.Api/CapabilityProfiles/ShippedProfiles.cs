using System.Collections.Immutable;
using System.Globalization;
using Catalog.Api.Curated;
using Routing.Catalog;
using Routing.Profiles;

namespace Catalog.Api.CapabilityProfiles;

/// <summary>
/// The profiles of the models that ship. What a benchmark measured stands as it is; the gaps of a model that chats are estimated:
/// from its sibling where the files name one (rule <c>sibling</c>), else from what is known of the model itself (rule
/// <c>general-ability</c>). An estimate never passes the best measured model, and never counts where there is a measured score.
/// </summary>
internal sealed class ShippedProfiles
{
    private const int SiblingConfidence = 200;
    private const int GeneralConfidence = 300;

    private static readonly ImmutableArray<RatedCapability> OfText =
        [.. RatedCapabilities.All.Where(capability => capability is not (RatedCapability.Vision or RatedCapability.Tools))];

    private readonly Dictionary<string, CuratedModel> _models;
    private readonly Dictionary<string, CuratedSibling> _siblings;
    private readonly Dictionary<string, ImmutableArray<CapabilityScore>> _measured;
    private readonly BenchmarkScores _benchmarks;
    private readonly int _step;
    private readonly int _bestGeneral;

    private ShippedProfiles(CuratedCatalog catalog)
    {
        _benchmarks = new BenchmarkScores(catalog.Profiles);
        _step = catalog.Profiles.Step;
        _models = catalog.Models.ToDictionary(model => model.Id, StringComparer.Ordinal);
        _siblings = catalog.Profiles.Siblings.ToDictionary(sibling => sibling.Model, StringComparer.Ordinal);
        _measured = catalog.Models.ToDictionary(model => model.Id, Measured, StringComparer.Ordinal);
        _bestGeneral = catalog.Models.Max(model => _benchmarks.General(model.Benchmarks)) ?? CapabilityScore.Highest;
    }

    public static ImmutableArray<ModelCapabilityProfile> Of(CuratedCatalog catalog)
    {
        var shipped = new ShippedProfiles(catalog);
        return [.. catalog.Models.Select(model => shipped.Profile(model.Id)).Where(profile => !profile.Scores.IsEmpty)];
    }

    private ModelCapabilityProfile Profile(string model)
    {
        var measured = _measured[model];
        var gaps = Wanted(_models[model]).Except(measured.Select(score => score.Capability));
        return new()
        {
            Model = new ModelId(model),
            Scores = [.. measured, .. gaps.Select(capability => Estimate(model, capability)).OfType<CapabilityScore>()],
        };
    }

    private ImmutableArray<CapabilityScore> Measured(CuratedModel model) =>
        [.. model.Benchmarks.SelectMany(figure => _benchmarks.Of(figure.Name, figure.Score, figure.Date, figure.Source))];

    private static IEnumerable<RatedCapability> Wanted(CuratedModel model) =>
    [
        .. model.Capabilities.Contains("chat") ? OfText : [],
        .. model.Capabilities.Contains("vision") ? [RatedCapability.Vision] : ReadOnlySpan<RatedCapability>.Empty,
        .. model.Capabilities.Contains("tools") ? [RatedCapability.Tools] : ReadOnlySpan<RatedCapability>.Empty,
    ];

    private CapabilityScore? Estimate(string model, RatedCapability capability) =>
        _siblings.TryGetValue(model, out var sibling) && _models.ContainsKey(sibling.Sibling)
            ? FromSibling(sibling, capability)
            : FromItself(model, capability);

    private CapabilityScore? FromSibling(CuratedSibling sibling, RatedCapability capability)
    {
        var known = ScoreOfRecord.Of(_measured[sibling.Sibling], capability) ?? Estimate(sibling.Sibling, capability);
        return known is null ? null : known with
        {
            ScoreMillis = Math.Clamp(known.ScoreMillis + (sibling.Steps * _step), 0, Ceiling(capability)),
            Basis = ScoreBasis.Estimated,
            ConfidenceMillis = SiblingConfidence,
            Source = string.Create(CultureInfo.InvariantCulture, $"rule sibling: {sibling.Steps:+0;-0;0} steps from {sibling.Sibling}"),
        };
    }

    private CapabilityScore? FromItself(string model, RatedCapability capability)
    {
        var ofRecord = OfRecord(model);
        return ofRecord.IsEmpty ? null : new()
        {
            Capability = capability,
            ScoreMillis = Math.Min(General(model, ofRecord), Ceiling(capability)),
            Basis = ScoreBasis.Estimated,
            ConfidenceMillis = GeneralConfidence,
            Date = ofRecord.Max(score => score.Date),
            Source = "rule general-ability",
        };
    }

    private int General(string model, ImmutableArray<CapabilityScore> ofRecord) =>
        _benchmarks.General(_models[model].Benchmarks) ?? (int)Math.Round(ofRecord.Average(score => (decimal)score.ScoreMillis));

    private ImmutableArray<CapabilityScore> OfRecord(string model) =>
        [.. RatedCapabilities.All.Select(capability => ScoreOfRecord.Of(_measured[model], capability)).OfType<CapabilityScore>()];

    // Some benchmarks are nearly solved and only old models have them, so the best model as a whole sets the ceiling with them.
    private int Ceiling(RatedCapability capability) => _measured.Values
        .Select(scores => ScoreOfRecord.Of(scores, capability)?.ScoreMillis ?? 0)
        .Append(_bestGeneral)
        .Max();
}
