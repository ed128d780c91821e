namespace Router.Grpc.Forwarding;

/// <summary>What the cache did for a request.</summary>
internal enum CacheUse
{
    /// <summary>It was not asked.</summary>
    None,

    /// <summary>It had no answer, or was not to give one.</summary>
    Miss,

    /// <summary>It answered.</summary>
    Hit,
}
