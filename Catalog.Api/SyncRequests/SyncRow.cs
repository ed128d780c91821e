namespace Catalog.Api.SyncRequests;

/// <summary>How the syncs of a provider stand. Without a request and a sync so far all but its name is empty.</summary>
internal sealed record SyncRow(string Provider)
{
    public long Request { get; init; }

    public long Answered { get; init; }

    public DateTimeOffset? RequestedAt { get; init; }

    public string? RequestedBy { get; init; }

    /// <summary>running, synced, unchanged, skipped, failed or refused; null before the first sync.</summary>
    public string? Result { get; init; }

    public string Detail { get; init; } = "";

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
