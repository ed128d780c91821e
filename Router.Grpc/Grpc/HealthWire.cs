using Aspire.Routing.V1;
using Google.Protobuf.WellKnownTypes;
using Router.Grpc.Operating;
using Circuits = Routing.Health.CircuitState;
using Isolation = Aspire.Routing.V1.Isolation;
using Operation = Routing.Health.HealthOperation;
using WireEvent = Aspire.Routing.V1.HealthEvent;
using WireSubject = Aspire.Routing.V1.HealthSubject;

namespace Router.Grpc.Grpc;

/// <summary>Health and orders between wire and domain.</summary>
internal static class HealthWire
{
    public static DeploymentHealth ToWire(HealthRow row) => new()
    {
        Provider = row.Provider,
        Model = row.Model ?? "",
        Operation = ToWire(row.Operation),
        Score = row.Score,
        Samples = row.Samples,
        Confidence = row.Confidence,
        Cause = row.Cause ?? "",
        Circuit = row.Circuit switch
        {
            Circuits.Closed => CircuitState.Closed,
            Circuits.Open => CircuitState.Open,
            Circuits.HalfOpen => CircuitState.HalfOpen,
            Circuits.Isolated => CircuitState.Isolated,
            _ => throw new ArgumentOutOfRangeException(nameof(row), row.Circuit, null),
        },
        TrialAt = Moment(row.TrialAt),
        Openings = row.Openings,
        TurnedAt = Moment(row.TurnedAt),
        CoolingUntil = Moment(row.CoolingUntil),
        NextProbeAt = Moment(row.NextProbeAt),
        Latency = Length(row.LatencyMs),
        FirstToken = Length(row.FirstTokenMs),
        Slow = row.Slow ?? "",
        Isolation = row.Isolation is { } said ? new Isolation { Reason = said.Reason, By = said.By, At = Moment(said.At) } : null,
        ObservedAt = Moment(row.ObservedAt),
    };

    public static CredentialHealth ToWire(CredentialRow row) => new()
    {
        Provider = row.Provider,
        Place = row.Place,
        State = row.State switch
        {
            "ready" => CredentialState.Ready,
            "quarantined" => CredentialState.Quarantined,
            _ => CredentialState.CoolingDown,
        },
        Until = Moment(row.Until),
        Cause = row.Cause ?? "",
    };

    public static HealthSharing ToWire(SharingRow row) => new()
    {
        Shared = row.Shared,
        Reason = row.Reason ?? "",
        // Whole seconds, so that a stream of changes is not one of seconds that pass.
        Away = row.Shared ? null : Duration.FromTimeSpan(TimeSpan.FromSeconds(Math.Floor(row.AwaySeconds))),
        Losses = row.Losses,
        ChatViewId = row.ChatViewId,
        EmbedViewId = row.EmbedViewId,
    };

    public static WireEvent ToWire(ServiceDefaults.SharedHealth.HealthEvent entry) =>
        new() { At = Moment(entry.At), What = entry.What, Cause = entry.Cause, By = entry.By ?? "" };

    public static Operation? ToDomain(HealthOperation operation) => operation switch
    {
        HealthOperation.Reach => Operation.Reach,
        HealthOperation.Chat => Operation.Chat,
        HealthOperation.Embed => Operation.Embed,
        _ => null,
    };

    public static OrderedSubject ToDomain(WireSubject? subject) =>
        new(new(subject?.Provider ?? ""), subject?.Model is { Length: > 0 } model ? model : null, ToDomain(subject?.Operation ?? default));

    private static HealthOperation ToWire(Operation operation) => operation switch
    {
        Operation.Reach => HealthOperation.Reach,
        Operation.Embed => HealthOperation.Embed,
        _ => HealthOperation.Chat,
    };

    private static Timestamp? Moment(DateTimeOffset? moment) => moment is { } at ? Timestamp.FromDateTimeOffset(at) : null;

    private static Duration? Length(double? milliseconds) => milliseconds is { } length ? Duration.FromTimeSpan(TimeSpan.FromMilliseconds(length)) : null;
}
