namespace Router.Grpc.Feeds;

/// <summary>Where the catalog that is served came from.</summary>
internal enum FeedOrigin
{
    /// <summary>Nothing has been read yet.</summary>
    None,

    /// <summary>The file that a lone router was started with.</summary>
    SnapshotFile,

    /// <summary>The copy kept from an earlier run: the catalog has not answered since the start.</summary>
    SnapshotCopy,

    /// <summary>The catalog itself.</summary>
    Catalog,
}
