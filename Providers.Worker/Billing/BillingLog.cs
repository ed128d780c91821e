using Routing.Catalog;

namespace Providers.Worker.Billing;

internal static partial class BillingLog
{
    [LoggerMessage(EventId = 670, Level = LogLevel.Information, Message = "Read what {Provider} bills for {Days} days. Unverified against live accounts.")]
    public static partial void Read(ILogger logger, ProviderId provider, int days);

    [LoggerMessage(EventId = 671, Level = LogLevel.Warning, Message = "Could not read what {Provider} bills. {Reason} Trying again in an hour.")]
    public static partial void NotRead(ILogger logger, ProviderId provider, string reason);
}
