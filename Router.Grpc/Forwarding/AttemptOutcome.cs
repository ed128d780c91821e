namespace Router.Grpc.Forwarding;

/// <summary>How an attempt ended.</summary>
internal enum AttemptOutcome
{
    /// <summary>It has not.</summary>
    Unknown,

    /// <summary>The answer came to its own end.</summary>
    Ok,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>The caller hung up.</summary>
    Aborted,

    /// <summary>Another attempt beside it was first.</summary>
    Superseded,
}
