using Routing.Catalog;
using Routing.Profiles;

namespace Routing.Feedback;

/// <summary>What callers' verdicts say of a canonical model at one kind of work, as the catalog publishes it. Whole numbers, equal on every machine.</summary>
/// <param name="Model">The canonical model.</param>
/// <param name="Capability">The kind of work.</param>
/// <param name="MeanMillis">Mean quality of the verdicts, faded by age, in thousandths: 0 to 1,000.</param>
/// <param name="EvidenceMillis">How many fresh verdicts stand behind it, in thousandths.</param>
public sealed record QualityEstimate(ModelId Model, RatedCapability Capability, int MeanMillis, int EvidenceMillis)
{
    /// <summary>Names it: <c>model/capability</c>.</summary>
    public string Key => $"{Model.Value}/{RatedCapabilities.NameOf(Capability)}";

    /// <summary>Below this many fresh verdicts (thousandths) nothing is concluded: the profile alone speaks.</summary>
    public const int LeastEvidenceMillis = 10_000;

    /// <summary>A profile's score counts as much as this many verdicts (thousandths); the strength of the Beta prior.</summary>
    public const int PriorMillis = 20_000;

    private const int MiddleMillis = 500;

    /// <summary>The profile's score, corrected by the verdicts: the mean of the Beta posterior, in thousandths.</summary>
    /// <param name="profileMillis">The score of the capability profile, 0 to 1,000; null when it has none, which is taken for the middle.</param>
    /// <returns>Null when neither the profile nor the verdicts say anything.</returns>
    public int? Correct(int? profileMillis) => EvidenceMillis < LeastEvidenceMillis
        ? profileMillis
        : (int)((((long)PriorMillis * (profileMillis ?? MiddleMillis)) + ((long)EvidenceMillis * MeanMillis)) / (PriorMillis + EvidenceMillis));

    /// <summary>Rounds evidence to what is published.</summary>
    public static QualityEstimate Of(ModelId model, RatedCapability capability, RatingEvidence evidence) => new(
        model,
        capability,
        evidence.Weight > 0 ? (int)Math.Round(1_000 * evidence.Sum / evidence.Weight) : 0,
        (int)Math.Round(1_000 * Math.Min(evidence.Weight, 1_000_000)));

    /// <summary>Whether the difference is worth a new revision of the catalog: a hundredth of quality, a fifth of the evidence, or the step over the least evidence.</summary>
    public bool IsNewsAfter(QualityEstimate? published) =>
        EvidenceMillis >= LeastEvidenceMillis
            ? published is null
                || published.EvidenceMillis < LeastEvidenceMillis
                || Math.Abs(MeanMillis - published.MeanMillis) >= 10
                || Math.Abs(EvidenceMillis - published.EvidenceMillis) * 5L >= published.EvidenceMillis
            : published is { EvidenceMillis: >= LeastEvidenceMillis };
}
