using System.Text.RegularExpressions;
using Aspire.Catalog.V1;
using Catalog.Api.Rest;

namespace Catalog.Api.Alerts.Webhooks;

/// <summary>Says what is wrong with a webhook.</summary>
internal static partial class WebhookRules
{
    private const int LongestUrl = 2_000;

    public static void Check(string name, WebhookWrite write, Faults faults)
    {
        faults.Require(Name().IsMatch(name), "name", "must be 1 to 60 lower-case letters, digits, hyphens and underscores, the first no sign");
        faults.Require(
            write.Url.Length <= LongestUrl && !write.Url.Contains('\0', StringComparison.Ordinal)
            && Uri.TryCreate(write.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0,
            "url",
            $"must be an address over http or https of at most {LongestUrl} characters, without a name and password");
        foreach (var kind in write.Kinds.Where(kind => AlertNames.Kind(kind) == AlertKind.Unspecified))
        {
            faults.Add("kinds", $"'{kind}' is none of {string.Join(", ", AlertNames.Kinds)}");
        }

        faults.Require(AlertNames.Severity(write.LeastSeverity) != AlertSeverity.Unspecified, "least_severity", "must be info, warning or critical");
        faults.Require(write.Secret is null || WebhookSignature.IsSecret(write.Secret), "secret", "must be whsec_ and 24 to 64 bytes in base64");
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]{0,59}\z")]
    private static partial Regex Name();
}
