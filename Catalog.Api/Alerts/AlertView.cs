using System.Text.Json;

namespace Catalog.Api.Alerts;

/// <summary>An alert over REST.</summary>
/// <param name="Alert">Identifies it, counted from 1.</param>
/// <param name="Kind">What it is about, such as <c>sync</c>.</param>
/// <param name="Subject">What it is about in particular.</param>
/// <param name="Severity">info, warning or critical: the highest since it was raised.</param>
/// <param name="Message">The cause and the way out.</param>
/// <param name="Data">Figures behind it.</param>
/// <param name="RaisedAt">When it was raised.</param>
/// <param name="LastSeen">When it last held.</param>
/// <param name="Occurrences">How often it was raised since.</param>
/// <param name="AcknowledgedAt">Since when somebody takes care of it.</param>
/// <param name="AcknowledgedBy">Who does.</param>
/// <param name="ResolvedAt">When it was resolved; absent while it is open.</param>
/// <param name="Resolution">Why.</param>
internal sealed record AlertView(
    long Alert,
    string Kind,
    string Subject,
    string Severity,
    string Message,
    JsonElement Data,
    DateTimeOffset RaisedAt,
    DateTimeOffset LastSeen,
    long Occurrences,
    DateTimeOffset? AcknowledgedAt,
    string? AcknowledgedBy,
    DateTimeOffset? ResolvedAt,
    string? Resolution)
{
    public static AlertView Of(AlertRow row) => new(
        row.AlertId,
        row.Kind,
        row.Subject,
        AlertNames.Of(row.Severity),
        row.Message,
        row.Data,
        row.RaisedAt,
        row.LastSeen,
        row.Occurrences,
        row.AcknowledgedAt,
        row.AcknowledgedBy,
        row.ResolvedAt,
        row.Resolution);
}
