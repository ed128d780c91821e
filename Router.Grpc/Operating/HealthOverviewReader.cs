using Router.Grpc.Connections;
using Router.Grpc.Health;
using Routing.Health;

namespace Router.Grpc.Operating;

/// <summary>Puts together what operators are shown: what decisions go by, with what lies behind it.</summary>
internal sealed class HealthOverviewReader(HealthBook book, CurrentHealth current, Sharing sharing, ProviderStates providers, TimeProvider time)
{
    /// <param name="provider">Only this one; null for all.</param>
    /// <param name="operation">Only this one; null for all.</param>
    public HealthOverview Read(string? provider, HealthOperation? operation)
    {
        var reading = book.Current;
        var rows = new List<HealthRow>();
        rows.AddRange(Providers(reading));
        rows.AddRange(Deployments(reading, current.View, HealthOperation.Chat));
        rows.AddRange(Deployments(reading, current.Embeddings, HealthOperation.Embed));
        return new(
            Sharing(),
            [
                .. rows.Where(row => (provider is null || row.Provider == provider) && (operation is null || row.Operation == operation))
                    .OrderBy(static row => row.Provider, StringComparer.Ordinal).ThenBy(static row => row.Model, StringComparer.Ordinal).ThenBy(static row => row.Operation),
            ],
            [.. Credentials().Where(row => provider is null || row.Provider == provider)]);
    }

    private SharingRow Sharing() => new(
        sharing.IsOn,
        sharing.Reason,
        sharing.Away.TotalSeconds,
        sharing.Losses,
        current.View.Id,
        current.Embeddings.Id);

    private IEnumerable<CredentialRow> Credentials()
    {
        var now = time.GetUtcNow();
        foreach (var (id, state) in providers.All.OrderBy(static entry => entry.Key.Value, StringComparer.Ordinal))
        {
            var place = 0;
            foreach (var credential in state.Credentials.All)
            {
                place++;
                yield return credential.IsFree(now)
                    ? new(id.Value, place, "ready", null, null)
                    : new(id.Value, place, credential.IsRefused ? "quarantined" : "cooling_down", new(credential.RestsUntil, TimeSpan.Zero), credential.Cause);
            }
        }
    }

    private static IEnumerable<HealthRow> Providers(HealthReading reading) =>
        from health in reading.Subjects
        where health.Subject.Operation is HealthOperation.Reach
        select Row(health.Subject, health, new HealthState
        {
            Score = health.Score,
            Circuit = health.State,
            CoolingUntil = health.CoolingUntil,
            Cause = health.Isolation?.Reason ?? (health.Circuit.IsOpen ? health.Circuit.Cause : health.Cause),
        });

    private static IEnumerable<HealthRow> Deployments(HealthReading reading, HealthView view, HealthOperation operation)
    {
        foreach (var (id, state) in view.States)
        {
            var subject = HealthSubject.Of(id, operation);
            var row = Row(subject, reading.Find(subject), state);
            var provider = reading.Find(HealthSubject.Of(id.Provider));
            yield return row with { NextProbeAt = provider?.NextProbe, Isolation = row.Isolation ?? provider?.Isolation };
        }
    }

    private static HealthRow Row(HealthSubject subject, SubjectHealth? known, HealthState state) => new()
    {
        Provider = subject.Provider.Value,
        Model = subject.Model,
        Operation = subject.Operation,
        Score = state.Score,
        Confidence = Math.Round(known?.Confidence ?? 0, 3),
        Samples = (long)Math.Round(known?.Samples ?? 0),
        Circuit = state.Circuit,
        Cause = state.Cause,
        TrialAt = known is { Circuit.IsOpen: true } ? known.Circuit.OpenUntil : null,
        Openings = known?.Circuit.Openings ?? 0,
        TurnedAt = known?.Circuit.TurnedAt,
        CoolingUntil = state.CoolingUntil,
        NextProbeAt = known?.NextProbe,
        LatencyMs = known?.Latency?.TotalMilliseconds,
        FirstTokenMs = known?.FirstContent?.TotalMilliseconds,
        Slow = known?.Slow,
        Isolation = known?.Isolation,
        // What an operator has isolated may never have been called.
        ObservedAt = known?.ObservedAt > DateTimeOffset.UnixEpoch ? known.ObservedAt : null,
    };
}
