namespace Router.Grpc.Settings;

/// <summary>Where usage waits until the catalog has stored it.</summary>
internal sealed record SpoolSettings
{
    /// <summary>The folder; one router process at a time owns it.</summary>
    public required string Directory { get; init; }

    /// <summary>Most bytes it may hold; beyond it the oldest segments are dropped, which is logged and counted.</summary>
    public required long LimitBytes { get; init; }

    /// <summary>Size at which a segment is closed and the next one begun.</summary>
    public required int SegmentBytes { get; init; }
}
