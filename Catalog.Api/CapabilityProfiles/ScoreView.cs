using System.Text.Json.Serialization;
using Routing.Profiles;

namespace Catalog.Api.CapabilityProfiles;

/// <summary>One score as REST takes and shows it.</summary>
internal sealed record ScoreView
{
    /// <summary>The kind of work: <c>logical</c>, <c>code</c>, …</summary>
    [JsonRequired]
    public string Capability { get; init; } = "";

    /// <summary>How good the model is at it, in thousandths: 0 to 1,000.</summary>
    [JsonRequired]
    public int Score { get; init; }

    /// <summary><c>manual</c>, which is the default, <c>published</c>, <c>claimed</c> or <c>estimated</c>; the stronger one counts.</summary>
    public string? Basis { get; init; }

    /// <summary>How far it can be trusted, in thousandths. Absent: 1,000.</summary>
    public int? Confidence { get; init; }

    /// <summary>The day of the figure. Absent: today.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Where the figure stands. Needed for any basis but <c>manual</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Answers only: whether it is the one that counts for its capability.</summary>
    public bool? Counts { get; init; }

    public static ScoreView Of(CapabilityScore score, bool counts) => new()
    {
        Capability = RatedCapabilities.NameOf(score.Capability),
        Score = score.ScoreMillis,
        Basis = ScoreBases.NameOf(score.Basis),
        Confidence = score.ConfidenceMillis,
        Date = score.Date,
        Source = score.Source,
        Counts = counts,
    };
}
