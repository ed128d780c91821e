namespace Catalog.Api.Credentials;

internal static partial class CredentialLog
{
    [LoggerMessage(
        EventId = 180,
        Level = LogLevel.Warning,
        Message = "The stored key of {Provider} was sealed under the data key {DataKey} and cannot be opened, so no router gets it. {Reason} Bring that data key back, or set the key again.")]
    public static partial void NotOpened(ILogger logger, string provider, string dataKey, string reason);
}
