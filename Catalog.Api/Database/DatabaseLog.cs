namespace Catalog.Api.Database;

internal static partial class DatabaseLog
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "Migrated the database with {Migration}.")]
    public static partial void Migrated(ILogger logger, string migration);

    [LoggerMessage(EventId = 101, Level = LogLevel.Warning, Message = "PostgreSQL cannot be used yet ({Reason}). Waiting {WaitSeconds} s, then trying again.")]
    public static partial void Waiting(ILogger logger, string reason, double waitSeconds);

    [LoggerMessage(EventId = 102, Level = LogLevel.Information, Message = "The database is ready.")]
    public static partial void Ready(ILogger logger);

    [LoggerMessage(EventId = 103, Level = LogLevel.Critical, Message = "Stopping: {Reason}")]
    public static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(EventId = 104, Level = LogLevel.Warning, Message = "A call failed because PostgreSQL is away: {Reason}")]
    public static partial void Away(ILogger logger, string reason);
}
