namespace Router.Grpc.Accounting;

/// <summary>Who waits for what: as the last attempts to hand usage over have found it.</summary>
internal sealed class UsageBacklog
{
    private long _parked;

    /// <summary>Whether the catalog did not take what it was offered last.</summary>
    public volatile bool CatalogIsAway;

    /// <summary>Batches in Redis that ended routers have left.</summary>
    public long Parked
    {
        get => Interlocked.Read(ref _parked);
        set => Interlocked.Exchange(ref _parked, value);
    }
}
