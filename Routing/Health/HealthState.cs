namespace Routing.Health;

/// <summary>What is known of one deployment's health.</summary>
public sealed record HealthState
{
    /// <summary>Nothing is known, so nothing speaks against it.</summary>
    public static readonly HealthState Unknown = new();

    /// <summary>From 0 (never answers) to 100 (always does).</summary>
    public int Score { get; init; } = 100;

    /// <summary>How many observations the score rests on.</summary>
    public int Samples { get; init; }

    /// <summary>Whether requests may flow.</summary>
    public CircuitState Circuit { get; init; }

    /// <summary>No requests before this moment, usually the provider's own Retry-After; null when it is not cooling down.</summary>
    public DateTimeOffset? CoolingUntil { get; init; }

    /// <summary>How long the first content took lately, in milliseconds; null when nobody has measured it.</summary>
    public int? FirstTokenMillis { get; init; }

    /// <summary>How long whole answers took lately, in milliseconds; null when nobody has measured it.</summary>
    public int? LatencyMillis { get; init; }

    /// <summary>How soon it answers by the best that is known; where only whole answers were measured, they tell the quick from the slow as well.</summary>
    internal int? Wait => FirstTokenMillis ?? LatencyMillis;

    /// <summary>Why it is not well, in words fit for operators and callers; null when it is.</summary>
    public string? Cause { get; init; }
}
