namespace Catalog.Api.Keys;

internal static partial class KeyLog
{
    [LoggerMessage(EventId = 1500, Level = LogLevel.Information, Message = "The first admin key is in {File}, which only its owner may read.")]
    public static partial void AdminKeyWritten(ILogger logger, string file);

    [LoggerMessage(EventId = 1501, Level = LogLevel.Information, Message = "No first admin key is made. {Reason}")]
    public static partial void NoAdminKey(ILogger logger, string reason);

    [LoggerMessage(
        EventId = 1502,
        Level = LogLevel.Warning,
        Message = "{Count} secrets of virtual keys were hashed under another data key than the one at hand, so no router takes them. {Reason} Bring that data key back, or rotate the keys.")]
    public static partial void NotProvable(ILogger logger, int count, string reason);
}
