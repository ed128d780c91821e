using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Feedback;
using Routing.Profiles;
using Routing.Ranking;

namespace Routing.Explaining;

/// <summary>Where the quality term of a candidate comes from. Qualities run from 0 to 1,000.</summary>
public sealed record ModelQuality
{
    /// <summary>The model: by its canonical name, else by the deployment's.</summary>
    public required string Model { get; init; }

    /// <summary>The quality term of every candidate that serves the model: the mean over the work asked for, by weight.</summary>
    public required int Points { get; init; }

    /// <summary>The kinds of work that the request asks for.</summary>
    public required ImmutableArray<QualityPart> Work { get; init; }

    /// <summary>The models of the candidates, each once, in their order.</summary>
    internal static ImmutableArray<ModelQuality> Of(DecisionInput input, Decision decision)
    {
        var selection = SelectorResolver.Resolve(input.Index, input.Selector, input.Defaults);
        var needs = new RankedRequest(PresetDemands.Apply(input, selection.Preset)).Needs;
        return [.. decision.Candidates.DistinctBy(static candidate => NameOf(candidate.Deployment))
            .Select(candidate => Of(input.Index, candidate, needs))];
    }

    private static ModelQuality Of(CatalogIndex index, Candidate candidate, in QualityNeeds needs)
    {
        var ratings = index.Listing(candidate.Deployment.Id)?.Ratings?.Points ?? RatingPoints.Unrated;
        var work = ImmutableArray.CreateBuilder<QualityPart>();
        foreach (var capability in RatedCapabilities.All)
        {
            if (needs[(int)capability] is > 0 and var weight)
            {
                work.Add(Part(index.Snapshot, candidate.Deployment.CanonicalId, capability, weight, ratings[(int)capability]));
            }
        }

        return new() { Model = NameOf(candidate.Deployment), Points = QualityPoints.Of(ratings, needs), Work = work.DrainToImmutable() };
    }

    private static QualityPart Part(CatalogSnapshot snapshot, ModelId? model, RatedCapability capability, int weight, int used)
    {
        var profile = snapshot.CapabilityProfiles.FirstOrDefault(row => row.Model == model && row.IsActive is not false);
        var verdicts = snapshot.QualityEstimates.FirstOrDefault(row => row.Model == model && row.Capability == capability);
        return new()
        {
            Capability = RatedCapabilities.NameOf(capability),
            Weight = weight,
            Profile = profile is null ? null : ScoreOfRecord.Of(profile.Scores, capability)?.ScoreMillis,
            Feedback = verdicts?.MeanMillis,
            Evidence = verdicts?.EvidenceMillis / 1_000m,
            FeedbackCounts = verdicts?.EvidenceMillis >= QualityEstimate.LeastEvidenceMillis,
            Used = used,
        };
    }

    private static string NameOf(Deployment deployment) => deployment.CanonicalId?.Value ?? deployment.Id.ToString();
}

/// <summary>One kind of work at which a model was looked at. Qualities run from 0 to 1,000.</summary>
public sealed record QualityPart
{
    /// <summary>The kind of work, as in <c>code</c>.</summary>
    public required string Capability { get; init; }

    /// <summary>How clearly the request asks for it, from 1 to 1,000.</summary>
    public required int Weight { get; init; }

    /// <summary>What the capability profile says; null when it says nothing of this work.</summary>
    public int? Profile { get; init; }

    /// <summary>What callers' verdicts say: their mean, faded by age; null when there are none.</summary>
    public int? Feedback { get; init; }

    /// <summary>How many fresh verdicts that is worth; null when there are none.</summary>
    public decimal? Evidence { get; init; }

    /// <summary>Whether that is enough to correct the profile, see <see cref="QualityEstimate.LeastEvidenceMillis"/>.</summary>
    public required bool FeedbackCounts { get; init; }

    /// <summary>
    /// The number used: the profile's, corrected by the verdicts, × success rate × routing weight of the profile. Where nobody has
    /// rated this work, what stands for the model in general.
    /// </summary>
    public required int Used { get; init; }
}
