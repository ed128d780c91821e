using Providers.Failures;

namespace Providers.Worker.Upstreams;

/// <summary>What came of asking a provider.</summary>
/// <param name="Value">What it said; null when the asking failed.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="Latency">Time to the head of the answer, or to the failure.</param>
internal sealed record Answer<T>(T? Value, UpstreamFailure? Failure, TimeSpan Latency)
    where T : class;
