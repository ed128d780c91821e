using System.Text.Json;
using Aspire.Catalog.V1;
using Catalog.Api.Database;

namespace Catalog.Api.Alerts;

/// <summary>An alert as whoever notices raises it.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">What it is about in particular; with the kind it tells alerts apart.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">The cause and the way out, for people to read.</param>
internal sealed record RaisedAlert(AlertKind Kind, string Subject, AlertSeverity Severity, string Message)
{
    public const int LongestSubject = 300;
    public const int LongestMessage = 2_000;
    public const int LongestData = 16_000;

    /// <summary>Figures behind it, a JSON object.</summary>
    public string Data { get; init; } = "{}";

    /// <summary>The same with figures, whose names become snake_case.</summary>
    public RaisedAlert With<T>(T data)
        where T : class => this with { Data = JsonSerializer.Serialize(data, RowJson.Format) };
}
