using Routing.Catalog;

namespace Routing.Health;

/// <summary>Turns what observers know into the view that decisions read, coarse enough to stay the same while nothing happens.</summary>
public static class SharedHealthView
{
    private const int ScoreStep = 5;

    // Above this a deployment's own calls say more of it than whether its provider lists models.
    private const double SpeaksForItself = 1;

    /// <summary>
    /// The states of these deployments in one operation, leaving out those of which nothing is known. A deployment is as well as the
    /// worse of its own calls and its provider's reachability; the provider's circuit stands in while its own calls say nothing.
    /// </summary>
    public static IReadOnlyDictionary<DeploymentId, HealthState> Of(
        HealthReading reading, IEnumerable<DeploymentId> deployments, HealthOperation operation = HealthOperation.Chat)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(deployments);
        var states = new Dictionary<DeploymentId, HealthState>();
        foreach (var deployment in deployments)
        {
            var own = reading.Find(HealthSubject.Of(deployment, operation));
            var providers = reading.Find(HealthSubject.Of(deployment.Provider));
            if (own is not null || providers is not null)
            {
                states[deployment] = Merge(own, providers);
            }
        }

        return states;
    }

    /// <summary>Whose circuit decides on a deployment.</summary>
    public static SubjectHealth? Deciding(SubjectHealth? own, SubjectHealth? providers) =>
        own?.Isolation is not null ? own
        : providers?.Isolation is not null ? providers
        : own is { Circuit.IsOpen: true } or { Samples: >= SpeaksForItself } ? own
        : providers ?? own;

    private static HealthState Merge(SubjectHealth? own, SubjectHealth? providers)
    {
        var worse = own is null || providers?.Score < own.Score ? providers! : own;
        var deciding = Deciding(own, providers)!;
        var score = Quantised(worse.Score);
        return new()
        {
            Score = score,
            Samples = Quantised(worse.Samples),
            Circuit = deciding.State,
            CoolingUntil = Later(own?.CoolingUntil, providers?.CoolingUntil),
            FirstTokenMillis = own?.FirstContent is { } first ? Quantised(first) : null,
            LatencyMillis = own?.Latency is { } latency ? Quantised(latency) : null,
            Cause = deciding.State switch
            {
                CircuitState.Isolated => deciding.Isolation!.Reason,
                CircuitState.Open or CircuitState.HalfOpen => deciding.Circuit.Cause,
                _ => score < 100 ? worse.Cause : null,
            },
        };
    }

    private static int Quantised(int score) => (score + (ScoreStep / 2)) / ScoreStep * ScoreStep;

    // Observations fade all the time; only a halving or doubling makes another view.
    private static int Quantised(double samples) => samples < 1 ? 1 : 1 << (int)Math.Log2(Math.Min(samples, 1 << 30));

    // A mean moves with every answer; to the nearest power of two it tells the quick from the slow and stays what it is.
    private static int Quantised(TimeSpan latency) =>
        1 << (int)Math.Round(Math.Log2(Math.Clamp(latency.TotalMilliseconds, 1, 1 << 29)));

    private static DateTimeOffset? Later(DateTimeOffset? first, DateTimeOffset? second) =>
        first is null || second > first ? second : first;
}
