namespace Catalog.Api.Reports;

internal static partial class ReportLog
{
    [LoggerMessage(EventId = 1690, Level = LogLevel.Warning, Message = "Could not measure what executions cost ({Reason}). Trying again.")]
    public static partial void NotMeasured(ILogger logger, string reason);
}
