namespace Catalog.Api.Views;

internal static partial class ViewLog
{
    [LoggerMessage(
        EventId = 150,
        Level = LogLevel.Warning,
        Message = "The router chooses from all of model_registry, for {Reason}. Save that view or set active_table_name: PUT /api/v1/settings.")]
    public static partial void FellBack(ILogger logger, string reason);

    [LoggerMessage(EventId = 151, Level = LogLevel.Information, Message = "What active_table_name names can be read again.")]
    public static partial void Recovered(ILogger logger);
}
