using Router.Grpc.Accounting;
using Router.Grpc.Forwarding;
using Routing.Decisions;

namespace Router.Grpc.Sessions;

/// <summary>
/// Remembers where sessions were served last, so that the next request of one may find its prompt in that provider's cache. Only the
/// sessions used last are kept, and only here: what another replica knows would cost more to ask than a cache saves.
/// </summary>
internal sealed class WarmSessions(TimeProvider time)
{
    /// <summary>Most sessions remembered.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Id, SessionWarmth Warmth)>> _sessions = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Id, SessionWarmth Warmth)> _newestFirst = new();

    /// <summary>Where a session is warm; null when nobody knows it, or there is none.</summary>
    public SessionWarmth? Find(string? session)
    {
        if (session is null)
        {
            return null;
        }

        lock (_gate)
        {
            return _sessions.TryGetValue(session, out var node) ? node.Value.Warmth : null;
        }
    }

    /// <summary>Remembers an answer: the whole prompt is what its provider may hold now.</summary>
    public void Served(Attempt attempt)
    {
        if (attempt.Outcome != AttemptOutcome.Ok || attempt.Call.Hints.SessionId is not { } session)
        {
            return;
        }

        var tokens = Math.Min(AttemptUsage.Of(attempt).InputTokens, int.MaxValue);
        Remember(session, new(attempt.Candidate.Deployment.Id, (int)tokens, time.GetUtcNow()));
    }

    internal void Remember(string session, SessionWarmth warmth)
    {
        lock (_gate)
        {
            if (_sessions.Remove(session, out var known))
            {
                _newestFirst.Remove(known);
            }

            _sessions.Add(session, _newestFirst.AddFirst((session, warmth)));
            if (_sessions.Count > Capacity)
            {
                _sessions.Remove(_newestFirst.Last!.Value.Id);
                _newestFirst.RemoveLast();
            }
        }
    }
}
