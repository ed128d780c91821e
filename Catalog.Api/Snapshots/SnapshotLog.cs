namespace Catalog.Api.Snapshots;

internal static partial class SnapshotLog
{
    [LoggerMessage(EventId = 120, Level = LogLevel.Debug, Message = "The catalog is at revision {Revision} with {Deployments} deployments.")]
    public static partial void Refreshed(ILogger logger, long revision, int deployments);

    [LoggerMessage(
        EventId = 121,
        Level = LogLevel.Warning,
        Message = "Lost the database connection that listens for changes ({Reason}). Connecting again in {WaitSeconds} s; watchers keep what they have.")]
    public static partial void ListenerLost(ILogger logger, string reason, double waitSeconds);
}
