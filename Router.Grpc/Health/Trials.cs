using System.Collections.Concurrent;
using Router.Grpc.Forwarding;
using Routing.Decisions;
using Routing.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;

namespace Router.Grpc.Health;

/// <summary>
/// Lets one request at a time, across all routers, try what has failed. Only a request that is about to be sent there asks for it, so
/// that no other waits for the store.
/// </summary>
internal sealed class Trials(HealthBook book, OutcomeTally tally, Sharing sharing, ChangeSignal changed, TimeProvider time, CircuitStore? store = null)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<HealthSubject, Trial> _held = new();
    private readonly ConcurrentDictionary<HealthSubject, long> _asked = new();
    private readonly ConcurrentQueue<TrialVerdict> _verdicts = new();

    /// <summary>What this router tries right now.</summary>
    public IEnumerable<Trial> Held => _held.Values;

    /// <summary>Whether a candidate had failed, by the view that decided, and is to be tried by one request at a time.</summary>
    public static bool IsOnTrial(ChatCall call, Candidate candidate) =>
        call.Input.Health.For(candidate.Deployment.Id).Circuit is CircuitState.HalfOpen;

    /// <summary>Asks whether a request may go to a candidate.</summary>
    /// <param name="call">The request, by whose view it was decided.</param>
    /// <param name="candidate">Where it goes.</param>
    /// <param name="operation">What it wants there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<TrialLeave> AskAsync(ChatCall call, Candidate candidate, HealthOperation operation, CancellationToken cancellationToken)
    {
        if (!IsOnTrial(call, candidate))
        {
            return TrialLeave.NotNeeded;
        }

        // The decision is a moment old.
        var deployment = candidate.Deployment.Id;
        var reading = book.Current;
        var deciding = SharedHealthView.Deciding(
            reading.Find(HealthSubject.Of(deployment, operation)), reading.Find(HealthSubject.Of(deployment.Provider)));
        return deciding?.State switch
        {
            null or CircuitState.Closed => TrialLeave.NotNeeded,
            CircuitState.HalfOpen when await TakeAsync(deciding.Subject, cancellationToken) is { } trial => new(IsGranted: true, trial),
            _ => TrialLeave.Refused,
        };
    }

    /// <summary>An attempt has shown that what it called is well, or has ended.</summary>
    public void Settle(Attempt attempt, bool isWell)
    {
        if (attempt.Trial is { } trial && _held.TryRemove(KeyValuePair.Create(trial.Subject, trial)))
        {
            Settle(attempt, trial, isWell);
        }
    }

    private void Settle(Attempt attempt, Trial trial, bool isWell)
    {
        CircuitTurn? turn = null;
        book.Change(trial.Subject, (record, now) =>
        {
            turn = isWell ? CircuitRules.Tried(record.Circuit, fault: null, now)
                : attempt.ProviderFault is { } fault ? CircuitRules.Tried(record.Circuit, fault, now)
                : null;
            return turn is null ? record with { Circuit = record.Circuit with { Trial = null, TrialUntil = null } } : record.Turn(turn, now);
        });
        _verdicts.Enqueue(new(trial, turn));
        tally.News.Set();
        changed.Set();
    }

    /// <summary>Takes the verdicts since the last call.</summary>
    public IReadOnlyList<TrialVerdict> Take()
    {
        var taken = new List<TrialVerdict>();
        while (_verdicts.TryDequeue(out var verdict))
        {
            taken.Add(verdict);
        }

        return taken;
    }

    private async ValueTask<Trial?> TakeAsync(HealthSubject subject, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        if (_held.ContainsKey(subject) || (_asked.TryGetValue(subject, out var asked) && time.GetElapsedTime(asked, now) < AskAgainAfter))
        {
            return null;
        }

        _asked[subject] = now;
        var trial = new Trial(subject, Guid.NewGuid().ToString("N"));
        if (!_held.TryAdd(subject, trial))
        {
            return null;
        }

        var isOurs = false;
        try
        {
            isOurs = await IsGrantedAsync(trial, cancellationToken);
        }
        finally
        {
            if (!isOurs)
            {
                _held.TryRemove(KeyValuePair.Create(subject, trial));
            }
        }

        if (isOurs)
        {
            book.Change(subject, (record, at) => record with { Circuit = record.Circuit with { Trial = trial.Token, TrialUntil = at + CircuitRules.TrialLease } });
            changed.Set();
        }

        return isOurs ? trial : null;
    }

    // Without the store each router tries for itself, one request at a time.
    private async ValueTask<bool> IsGrantedAsync(Trial trial, CancellationToken cancellationToken)
    {
        if (store is null || !sharing.IsOn)
        {
            return true;
        }

        try
        {
            return await store.TryTrialAsync(trial.Subject, trial.Token, cancellationToken);
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            return true;
        }
    }
}
