using System.ComponentModel.DataAnnotations;

namespace Catalog.Api.Alerts.Webhooks;

/// <summary>How patiently webhooks are told.</summary>
internal sealed record WebhookOptions
{
    public const string Section = "Alerts:Webhooks";

    /// <summary>Pause before the second try; each further pause is twice as long, up to 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long after the event it is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "31.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(1);
}
