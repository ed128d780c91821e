namespace Catalog.Api.Curated;

internal static partial class CuratedLog
{
    [LoggerMessage(
        EventId = 110,
        Level = LogLevel.Information,
        Message = "Imported the shipped catalog: {Deployments} deployments of {Providers} providers; the catalog is at revision {Revision}.")]
    public static partial void Imported(ILogger logger, int deployments, int providers, long revision);

    [LoggerMessage(EventId = 111, Level = LogLevel.Information, Message = "Added the provider simulator at {Address} as the last entry of every tier.")]
    public static partial void SimulatorAdded(ILogger logger, string address);

    [LoggerMessage(EventId = 112, Level = LogLevel.Information, Message = "Removed the provider simulator, which no setting names any more.")]
    public static partial void SimulatorRemoved(ILogger logger);
}
