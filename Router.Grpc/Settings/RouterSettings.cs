namespace Router.Grpc.Settings;

/// <summary>What a deploy decides about a router. Everything that operators change live is in the catalog instead.</summary>
internal sealed record RouterSettings
{
    /// <summary>The snapshot file of a router that runs alone; null when the catalog feeds it.</summary>
    public string? Snapshot { get; init; }

    /// <summary>Where the last snapshot received from the catalog is kept, for a start without it.</summary>
    public required string SnapshotCopy { get; init; }

    /// <summary>What a missing or <c>default</c> model stands for, unless the catalog says otherwise.</summary>
    public string? DefaultModel { get; init; }

    /// <summary>Whether callers without a virtual key are served although the router listens off loopback.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>Whether callers without a virtual key are refused.</summary>
    public bool RequireKeys { get; init; }

    /// <summary>Where the keys last received from the catalog are kept, as hashes, for a start without it.</summary>
    public required string AccessCopy { get; init; }

    /// <summary>Largest request body in bytes.</summary>
    public required long RequestBodyLimit { get; init; }

    /// <summary>Most calls to providers for one request.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>Whether the next candidate gets a request whose content a provider declines.</summary>
    public required bool FallbackOnContentPolicy { get; init; }

    public required RetrySettings Retries { get; init; }

    public required HedgeSettings Hedge { get; init; }

    public required ConnectionSettings Connections { get; init; }

    public required TimeoutSettings Timeouts { get; init; }

    public required SpoolSettings Spool { get; init; }

    public required CooldownSettings Cooldown { get; init; }

    public required CacheSettings Cache { get; init; }

    /// <summary>Whether it serves from a file, with no catalog, PostgreSQL or Redis.</summary>
    public bool Alone => Snapshot is not null;
}
