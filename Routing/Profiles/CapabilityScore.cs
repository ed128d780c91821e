namespace Routing.Profiles;

/// <summary>What one source says of a model at one kind of work. Sources may contradict each other.</summary>
public sealed record CapabilityScore
{
    /// <summary>The best score, and the highest confidence.</summary>
    public const int Highest = 1_000;

    /// <summary>The kind of work.</summary>
    public required RatedCapability Capability { get; init; }

    /// <summary>How good it is, in thousandths: 0 to 1,000.</summary>
    public required int ScoreMillis { get; init; }

    /// <summary>What the score rests on.</summary>
    public required ScoreBasis Basis { get; init; }

    /// <summary>How far it can be trusted, in thousandths: 0 to 1,000.</summary>
    public int ConfidenceMillis { get; init; } = Highest;

    /// <summary>The day of the figure.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Where the figure stands, or the rule that made it.</summary>
    public required string Source { get; init; }
}
