namespace Catalog.Api.Usage;

internal static partial class UsageLog
{
    [LoggerMessage(EventId = 140, Level = LogLevel.Warning, Message = "Rejected the ledger event {EventId}: {Reason}")]
    public static partial void Rejected(ILogger logger, string eventId, string reason);

    [LoggerMessage(EventId = 141, Level = LogLevel.Information, Message = "Created {Partitions} daily partitions of the ledger.")]
    public static partial void PartitionsCreated(ILogger logger, int partitions);

    [LoggerMessage(EventId = 142, Level = LogLevel.Warning, Message = "Could not create the ledger's partitions ({Reason}); the default one takes the rows. Trying again.")]
    public static partial void PartitionsFailed(ILogger logger, string reason);
}
