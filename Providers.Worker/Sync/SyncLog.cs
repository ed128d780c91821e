using Routing.Catalog;

namespace Providers.Worker.Sync;

internal static partial class SyncLog
{
    public static void Ended(ILogger logger, ProviderId provider, SyncOutcome outcome)
    {
        switch (outcome.Result)
        {
            case SyncResult.Synced or SyncResult.Unchanged:
                Synced(logger, provider, outcome.Detail);
                break;
            case SyncResult.Skipped:
                Skipped(logger, provider, outcome.Detail);
                break;
            default:
                Failed(logger, provider, outcome.Detail);
                break;
        }
    }

    [LoggerMessage(EventId = 204, Level = LogLevel.Information, Message = "Syncing {Provider} because somebody asks for it.")]
    public static partial void Asked(ILogger logger, ProviderId provider);

    [LoggerMessage(EventId = 205, Level = LogLevel.Information, Message = "Still syncing {Provider}: {Models} models in {Answers} answers so far.")]
    public static partial void StillSyncing(ILogger logger, ProviderId provider, int models, int answers);

    [LoggerMessage(EventId = 201, Level = LogLevel.Information, Message = "Synced {Provider}: {Detail}")]
    private static partial void Synced(ILogger logger, ProviderId provider, string detail);

    [LoggerMessage(EventId = 202, Level = LogLevel.Information, Message = "Not syncing {Provider}. {Detail}")]
    private static partial void Skipped(ILogger logger, ProviderId provider, string detail);

    [LoggerMessage(EventId = 203, Level = LogLevel.Warning, Message = "Could not sync {Provider}; its models stay as they are. {Detail}")]
    private static partial void Failed(ILogger logger, ProviderId provider, string detail);
}
