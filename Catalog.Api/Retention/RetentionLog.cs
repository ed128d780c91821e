namespace Catalog.Api.Retention;

internal static partial class RetentionLog
{
    [LoggerMessage(EventId = 1600, Level = LogLevel.Information, Message = "Deleted from {Table} what is older than {Days} days: {Count} {Unit}.")]
    public static partial void Trimmed(ILogger logger, string table, int days, int count, string unit);

    [LoggerMessage(EventId = 1601, Level = LogLevel.Warning, Message = "Old rows of the ledger could not be deleted ({Reason}). Trying again in an hour.")]
    public static partial void Failed(ILogger logger, string reason);
}
