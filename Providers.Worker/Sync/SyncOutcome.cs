namespace Providers.Worker.Sync;

/// <summary>How a sync ended.</summary>
/// <param name="Result">In one word.</param>
/// <param name="At">When.</param>
/// <param name="Detail">For operators to read; the same while nothing changes.</param>
internal sealed record SyncOutcome(SyncResult Result, DateTimeOffset At, string Detail);
