using System.Text.Json;
using Aspire.Catalog.V1;
using Catalog.Api.Rest;

namespace Catalog.Api.Alerts;

/// <summary>Says what is wrong with an alert that another service raises or resolves.</summary>
internal static class AlertRules
{
    public static void Check(RaiseAlertRequest request, Faults faults)
    {
        CheckName(request.Kind, request.Subject, faults);
        faults.Require(AlertNames.Severity(AlertNames.Of(request.Severity)) != AlertSeverity.Unspecified, "severity", "is missing or unknown");
        CheckText(request.Message, "message", RaisedAlert.LongestMessage, faults);
        faults.Require(request.Message.Length > 0, "message", "is missing");
        faults.Require(request.DataJson.Length <= RaisedAlert.LongestData, "data_json", $"is longer than {RaisedAlert.LongestData} characters");
        faults.Require(request.DataJson.Length == 0 || IsStorableObject(request.DataJson), "data_json", "is no JSON object that can be stored");
    }

    public static void Check(ResolveAlertRequest request, Faults faults)
    {
        CheckName(request.Kind, request.Subject, faults);
        CheckText(request.Message, "message", RaisedAlert.LongestMessage, faults);
    }

    private static void CheckName(AlertKind kind, string subject, Faults faults)
    {
        faults.Require(AlertNames.Kind(AlertNames.Of(kind)) != AlertKind.Unspecified, "kind", "is missing or unknown");
        faults.Require(subject.Length > 0, "subject", "is missing");
        CheckText(subject, "subject", RaisedAlert.LongestSubject, faults);
    }

    private static void CheckText(string text, string field, int longest, Faults faults)
    {
        faults.Require(text.Length <= longest, field, $"is longer than {longest} characters");
        faults.Require(!text.Contains('\0', StringComparison.Ordinal), field, "contains the character U+0000");
    }

    private static bool IsStorableObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && !json.Contains("\\u0000", StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
