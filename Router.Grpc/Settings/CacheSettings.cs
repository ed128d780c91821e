namespace Router.Grpc.Settings;

/// <summary>Which requests may be answered by what an identical one was answered before, and how long.</summary>
internal sealed record CacheSettings
{
    /// <summary>Who is served from the cache.</summary>
    public required CacheMode Mode { get; init; }

    /// <summary>Whom an answer may be given to again.</summary>
    public required CacheSharing Sharing { get; init; }

    /// <summary>How long an answer is good for.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>Most bytes of answers that this router keeps in its own memory.</summary>
    public required long LocalBytes { get; init; }

    /// <summary>Longest answer that is kept, in bytes.</summary>
    public required int EntryBytes { get; init; }
}
