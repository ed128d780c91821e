namespace Router.Grpc.Settings;

/// <summary>How long the router waits for whom.</summary>
internal sealed record TimeoutSettings
{
    /// <summary>For one request in all, every attempt included.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>For a connection to a provider.</summary>
    public required TimeSpan Connect { get; init; }

    /// <summary>From sending a streamed request to the first event of its answer.</summary>
    public required TimeSpan FirstByte { get; init; }

    /// <summary>Between two events of a streamed answer.</summary>
    public required TimeSpan Idle { get; init; }

    /// <summary>From sending a request that is not streamed to the end of its answer.</summary>
    public required TimeSpan Answer { get; init; }

    /// <summary>Silence on a stream after which a comment tells caller and proxies that it is alive.</summary>
    public required TimeSpan KeepAlive { get; init; }
}
