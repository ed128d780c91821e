using System.Text.Json;
using Aspire.Catalog.V1;
using Catalog.Api.Database;

namespace Catalog.Api.Alerts;

/// <summary>A row of <c>alerts</c>, read from the JSON that PostgreSQL makes of it.</summary>
internal sealed record AlertRow
{
    public long AlertId { get; init; }

    public string Kind { get; init; } = "";

    public string Subject { get; init; } = "";

    public AlertSeverity Severity { get; init; }

    public string Message { get; init; } = "";

    public JsonElement Data { get; init; }

    public DateTimeOffset RaisedAt { get; init; }

    public DateTimeOffset LastSeen { get; init; }

    public long Occurrences { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public string? Resolution { get; init; }

    public static AlertRow Read(string json) => JsonSerializer.Deserialize<AlertRow>(json, RowJson.Format)!;
}
