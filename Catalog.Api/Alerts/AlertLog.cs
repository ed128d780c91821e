using Aspire.Catalog.V1;

namespace Catalog.Api.Alerts;

internal static partial class AlertLog
{
    public static void Happened(ILogger logger, AlertEventType type, AlertRow alert)
    {
        if (type == AlertEventType.Resolved)
        {
            Resolved(logger, alert.AlertId, alert.Kind, alert.Subject, alert.Resolution ?? "");
        }
        else if (type == AlertEventType.Acknowledged)
        {
            Acknowledged(logger, alert.AlertId, alert.Kind, alert.Subject, alert.AcknowledgedBy ?? "");
        }
        else
        {
            var level = alert.Severity == AlertSeverity.Info ? LogLevel.Information : LogLevel.Warning;
            var (raised, severity) = (AlertNames.Of(type), AlertNames.Of(alert.Severity));
            Raised(logger, level, alert.AlertId, raised, alert.Kind, alert.Subject, severity, alert.Message);
        }
    }

    [LoggerMessage(EventId = 1670, EventName = "AlertRaised", Message = "Alert {Alert} {Event}: {Kind} of {Subject} ({Severity}). {Cause}")]
    private static partial void Raised(
        ILogger logger, LogLevel level, long alert, string @event, string kind, string subject, string severity, string cause);

    [LoggerMessage(EventId = 1671, EventName = "AlertResolved", Level = LogLevel.Information, Message = "Alert {Alert} resolved: {Kind} of {Subject}. {Resolution}")]
    private static partial void Resolved(ILogger logger, long alert, string kind, string subject, string resolution);

    [LoggerMessage(EventId = 1672, EventName = "AlertAcknowledged", Level = LogLevel.Information, Message = "Alert {Alert} acknowledged: {Kind} of {Subject}, by {By}.")]
    private static partial void Acknowledged(ILogger logger, long alert, string kind, string subject, string by);

    [LoggerMessage(EventId = 1674, Level = LogLevel.Warning, Message = "Could not read what webhooks are to be told ({Reason}). Trying again.")]
    public static partial void NotDelivered(ILogger logger, string reason);

    [LoggerMessage(EventId = 1675, Level = LogLevel.Information, Message = "The webhook {Webhook} did not take event {Event} in try {Try}. {Reason} Trying again.")]
    public static partial void WebhookFailed(ILogger logger, string webhook, long @event, int @try, string reason);

    [LoggerMessage(EventId = 1676, Level = LogLevel.Warning, Message = "Gave up telling the webhook {Webhook} of event {Event} after {Try} tries. {Reason}")]
    public static partial void WebhookGivenUp(ILogger logger, string webhook, long @event, int @try, string reason);

    [LoggerMessage(EventId = 1677, Level = LogLevel.Warning, Message = "Could not look at what may want attention ({Reason}). Trying again.")]
    public static partial void RoundFailed(ILogger logger, string reason);

    [LoggerMessage(EventId = 1673, Level = LogLevel.Warning, Message = "Could not count the open alerts ({Reason}). Trying again.")]
    public static partial void NotCounted(ILogger logger, string reason);
}
