namespace Router.Grpc.Forwarding;

/// <summary>How a request ended.</summary>
internal enum CallEnd
{
    /// <summary>The caller has the whole answer.</summary>
    Served,

    /// <summary>No candidate answered; the caller has seen no content.</summary>
    Failed,

    /// <summary>A budget has no room for it; no attempt was made.</summary>
    Refused,

    /// <summary>The answer broke off after the caller had seen content.</summary>
    Broken,

    /// <summary>The caller hung up.</summary>
    Aborted,
}
