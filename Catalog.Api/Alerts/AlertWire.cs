using Aspire.Catalog.V1;
using Google.Protobuf.WellKnownTypes;

namespace Catalog.Api.Alerts;

/// <summary>Alerts as gRPC has them.</summary>
internal static class AlertWire
{
    public static AlertEvent ToWire(AlertHappening happening) => new()
    {
        EventId = happening.EventId,
        Type = happening.Type,
        At = happening.At.ToTimestamp(),
        Alert = ToWire(happening.Alert),
    };

    public static Alert ToWire(AlertRow alert) => new()
    {
        AlertId = alert.AlertId,
        Kind = AlertNames.Kind(alert.Kind),
        Subject = alert.Subject,
        Severity = alert.Severity,
        Message = alert.Message,
        DataJson = alert.Data.GetRawText(),
        RaisedAt = alert.RaisedAt.ToTimestamp(),
        LastSeen = alert.LastSeen.ToTimestamp(),
        Occurrences = alert.Occurrences,
        AcknowledgedAt = alert.AcknowledgedAt?.ToTimestamp(),
        AcknowledgedBy = alert.AcknowledgedBy ?? "",
        ResolvedAt = alert.ResolvedAt?.ToTimestamp(),
        Resolution = alert.Resolution ?? "",
    };
}
