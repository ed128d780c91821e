using Routing.Catalog;
using Routing.Health;

namespace ServiceDefaults.SharedHealth;

/// <summary>Turns what the store knows into the view that decisions read, coarse enough to stay the same while nothing happens.</summary>
public static class SharedHealthView
{
    private const int ScoreStep = 5;

    /// <summary>
    /// The states of these deployments, leaving out those of which nothing is known. A deployment is as well as the worse of
    /// its own chats and its provider's reachability.
    /// </summary>
    public static IReadOnlyDictionary<DeploymentId, HealthState> Of(HealthReading reading, IEnumerable<DeploymentId> deployments)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(deployments);
        var known = reading.Subjects.ToDictionary(state => state.Subject);
        var states = new Dictionary<DeploymentId, HealthState>();
        foreach (var deployment in deployments)
        {
            var own = known.GetValueOrDefault(HealthSubject.Of(deployment));
            var providers = known.GetValueOrDefault(HealthSubject.Of(deployment.Provider));
            if (own is not null || providers is not null)
            {
                states[deployment] = Merge(own, providers);
            }
        }

        return states;
    }

    private static HealthState Merge(SubjectHealth? own, SubjectHealth? providers)
    {
        var worse = own is null || providers?.Score < own.Score ? providers! : own;
        var score = Quantised(worse.Score);
        return new()
        {
            Score = score,
            Samples = Quantised(worse.Samples),
            CoolingUntil = Later(own?.CoolingUntil, providers?.CoolingUntil),
            FirstTokenMillis = own?.FirstContent is { } first ? Quantised(first) : null,
            LatencyMillis = own?.Latency is { } latency ? Quantised(latency) : null,
            Cause = score < 100 ? worse.Cause : null,
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
