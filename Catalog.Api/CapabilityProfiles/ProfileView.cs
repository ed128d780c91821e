using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Profiles;

namespace Catalog.Api.CapabilityProfiles;

/// <summary>A capability profile as REST takes and shows it. All figures are thousandths.</summary>
internal sealed record ProfileView
{
    /// <summary>Answers only; the address names it.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// What sources say; contradictions stay beside each other, and <c>counts</c> tells which one counts. Given on write, these
    /// become the scores that operators registered; those that ship stay.
    /// </summary>
    public ImmutableArray<ScoreView> Scores { get; init; } = [];

    /// <summary>Share of its work that succeeded. Absent: not measured, nothing is taken off.</summary>
    public int? SuccessRate { get; init; }

    /// <summary>Decides between candidates that rank equal, the higher first: -1,000 to 1,000. Absent: 0.</summary>
    public int? Priority { get; init; }

    /// <summary>Multiplies the quality: 0 to 5,000. Absent: 1,000, which changes nothing.</summary>
    public int? RoutingWeight { get; init; }

    /// <summary>Absent: active. False sets the profile aside as if there were none.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Answers only: what ranking uses, by capability.</summary>
    public ImmutableSortedDictionary<string, int>? Quality { get; init; }

    public static ProfileView Of(ModelCapabilityProfile profile)
    {
        var index = new CatalogIndex(new CatalogSnapshot { CapabilityProfiles = [profile] });
        return new()
        {
            Model = profile.Model.Value,
            Scores = [.. profile.Scores.Select(score => ScoreView.Of(score, ReferenceEquals(ScoreOfRecord.Of(profile.Scores, score.Capability), score)))],
            SuccessRate = profile.SuccessRateMillis,
            Priority = profile.Priority,
            RoutingWeight = profile.RoutingWeightMillis,
            IsActive = profile.IsActive,
            Quality = RatedCapabilities.All
                .Where(capability => index.QualityOf(profile.Model, capability) is not null)
                .ToImmutableSortedDictionary(RatedCapabilities.NameOf, capability => index.QualityOf(profile.Model, capability)!.Value, StringComparer.Ordinal),
        };
    }
}
