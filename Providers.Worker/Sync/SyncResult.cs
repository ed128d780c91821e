namespace Providers.Worker.Sync;

/// <summary>How a sync ended, in one word.</summary>
internal enum SyncResult
{
    /// <summary>The catalog has taken the list over.</summary>
    Synced,

    /// <summary>The provider answers what it answered last time.</summary>
    Unchanged,

    /// <summary>The provider cannot be asked, which is no error: its key is not set, for one.</summary>
    Skipped,

    /// <summary>The provider gave no usable list. The catalog keeps what it has.</summary>
    Failed,

    /// <summary>The list came, and the catalog did not take it.</summary>
    Refused,

    /// <summary>The list came, and the catalog is away.</summary>
    CatalogAway,
}
