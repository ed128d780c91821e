namespace Router.Grpc.Settings;

/// <summary>Who counts as the same caller, so that an answer to one may be given to the other.</summary>
internal enum CacheSharing
{
    /// <summary>Requests with the same virtual key.</summary>
    Key,

    /// <summary>Keys of one project.</summary>
    Project,

    /// <summary>Keys of one organisation.</summary>
    Organisation,

    /// <summary>Everybody.</summary>
    All,
}
