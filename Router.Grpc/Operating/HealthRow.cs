using Routing.Health;

namespace Router.Grpc.Operating;

/// <summary>What operators are shown of one subject, as decisions see it.</summary>
internal sealed record HealthRow
{
    public required string Provider { get; init; }

    /// <summary>Null for a whole provider.</summary>
    public string? Model { get; init; }

    public required HealthOperation Operation { get; init; }

    public required int Score { get; init; }

    public required double Confidence { get; init; }

    public required long Samples { get; init; }

    public required CircuitState Circuit { get; init; }

    public string? Cause { get; init; }

    /// <summary>When a trial is due; null while the circuit is closed.</summary>
    public DateTimeOffset? TrialAt { get; init; }

    public int Openings { get; init; }

    public DateTimeOffset? TurnedAt { get; init; }

    public DateTimeOffset? CoolingUntil { get; init; }

    public DateTimeOffset? NextProbeAt { get; init; }

    public double? LatencyMs { get; init; }

    public double? FirstTokenMs { get; init; }

    public string? Slow { get; init; }

    public Isolation? Isolation { get; init; }

    public DateTimeOffset? ObservedAt { get; init; }
}
