namespace Catalog.Api.Alerts.Watching;

/// <summary>Something that the database says by itself and that may want attention.</summary>
internal interface IAlertSource
{
    /// <summary>Raises what holds and resolves what no longer does. Called minute by minute, by one replica.</summary>
    Task WatchAsync(CancellationToken cancellationToken);
}
