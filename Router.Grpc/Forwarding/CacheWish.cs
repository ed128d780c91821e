namespace Router.Grpc.Forwarding;

/// <summary>What a caller wants of answers given before.</summary>
internal enum CacheWish
{
    /// <summary>A new answer, which is not kept.</summary>
    Off,

    /// <summary>One given before will do; a new one is kept.</summary>
    On,

    /// <summary>A new answer, which is kept in place of the one before.</summary>
    Refresh,
}
