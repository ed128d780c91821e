namespace Providers.Worker.Probing;

/// <summary>What a probe found.</summary>
/// <param name="Result">In one word.</param>
/// <param name="At">When.</param>
/// <param name="Detail">What speaks against the provider or its key, for operators to read; null when nothing does.</param>
/// <param name="Latency">Time to the answer; null when none came.</param>
internal sealed record ProbeOutcome(ProbeResult Result, DateTimeOffset At, string? Detail, TimeSpan? Latency);
