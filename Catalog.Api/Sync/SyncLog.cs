namespace Catalog.Api.Sync;

internal static partial class SyncLog
{
    [LoggerMessage(
        EventId = 130,
        Level = LogLevel.Information,
        Message = "Took over the models of {Provider}: {Added} added, {Updated} updated, {Unchanged} unchanged, {Missing} no longer listed; revision {Revision}.")]
    public static partial void Applied(ILogger logger, string provider, int added, int updated, int unchanged, int missing, long revision);

    [LoggerMessage(
        EventId = 131,
        Level = LogLevel.Warning,
        Message = "Refused an answer of {Provider}: {Reason}. Kept as answer {AnswerId}; the registry is unchanged.")]
    public static partial void Refused(ILogger logger, string provider, string reason, long answerId);

    [LoggerMessage(
        EventId = 132,
        Level = LogLevel.Information,
        Message = "The sync of {Models} models of {Provider} is {Stage}, {Elapsed} after it began.")]
    public static partial void Stage(ILogger logger, string provider, int models, string stage, TimeSpan elapsed);
}
