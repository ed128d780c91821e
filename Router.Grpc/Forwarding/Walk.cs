using System.Collections.Immutable;
using Providers.Failures;
using Router.Grpc.Health;
using Router.Grpc.Settings;
using Routing.Catalog;
using Routing.Decisions;

namespace Router.Grpc.Forwarding;

/// <summary>Which candidate is called next, and after what wait: the table of docs/attempts.md put into practice for one request.</summary>
internal sealed class Walk(ChatCall call, OpeningTimes usual, Retries retries, RouterSettings settings, TimeProvider time)
{
    // Of a hundred answers ninety took longer.
    private const int Fastest = 10;

    private readonly ImmutableArray<Candidate> _candidates = call.Candidates;
    private HashSet<ProviderId>? _leftOut;
    private Queue<Candidate>? _lastResorts;
    private int _next;
    private int _windowTooSmall;
    private int _retries;
    private Step? _again;
    private bool _leftForTime;
    private bool _over;

    /// <summary>The next call to make; null when there is none.</summary>
    public Step? Next()
    {
        if (_over || call.Attempts >= settings.MaxAttempts || IsTimeUp())
        {
            return null;
        }

        if (_again is { } again)
        {
            _again = null;
            return again;
        }

        if (Coming() is { } candidate)
        {
            Take();
            _retries = 0;
            return new(candidate, TimeSpan.Zero);
        }

        call.OutOfTime |= _leftForTime;
        return null;
    }

    /// <summary>The next candidate that has not been called and may still serve; null when there is none. It stays the next until it is taken.</summary>
    public Candidate? Coming()
    {
        for (; _next < _candidates.Length; _next++)
        {
            var candidate = _candidates[_next];
            if (!MayServe(candidate))
            {
                continue;
            }

            if (!call.Feed.Connections[candidate.Provider.Id].State.Credentials.IsRefused())
            {
                return candidate;
            }

            // A call that is likely to fail comes after all others.
            (_lastResorts ??= []).Enqueue(candidate);
        }

        while (_lastResorts is { Count: > 0 })
        {
            if (MayServe(_lastResorts.Peek()))
            {
                return _lastResorts.Peek();
            }

            _lastResorts.Dequeue();
        }

        return null;
    }

    /// <summary>Takes what <see cref="Coming"/> says.</summary>
    public void Take()
    {
        if (_next < _candidates.Length)
        {
            _next++;
        }
        else
        {
            _lastResorts!.Dequeue();
        }
    }

    /// <summary>An attempt failed before its caller had seen anything of it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="otherCredential">Whether its provider has another key that is free.</param>
    public void Failed(Attempt attempt, bool otherCredential)
    {
        if (attempt.EndedRequest)
        {
            (call.OutOfTime, _over) = (true, true);
            return;
        }

        var failure = attempt.Failure!;
        switch (failure.Kind.Remedy())
        {
            case FailureRemedy.None:
                _over = true;
                break;
            case FailureRemedy.OtherJudge:
                _over = !settings.FallbackOnContentPolicy;
                break;
            case FailureRemedy.LargerWindow:
                _windowTooSmall = Math.Max(_windowTooSmall, attempt.Candidate.Deployment.ContextWindow);
                break;
            case FailureRemedy.OtherCredential or FailureRemedy.OtherCredentialOrTime when otherCredential:
                _again = new(attempt.Candidate, TimeSpan.Zero);
                break;
            case FailureRemedy.OtherCredential when failure.Status != 403:
                // A key may be forbidden one model and allowed the next; one that is wrong or spent serves none.
                (_leftOut ??= []).Add(attempt.Candidate.Provider.Id);
                break;
            case FailureRemedy.OtherCredentialOrTime or FailureRemedy.Time:
                Repeat(attempt.Candidate, attempt.Connection, failure);
                break;
        }
    }

    private void Repeat(Candidate candidate, ProviderConnection connection, UpstreamFailure failure)
    {
        // The same model elsewhere is there at once; here it takes a wait.
        if (IsNext(candidate.Deployment.CanonicalId))
        {
            return;
        }

        if (retries.WaitAfter(failure, _retries, connection.State.Retries, call.TimeLeft(time)) is { } wait)
        {
            _retries++;
            _again = new(candidate, wait);
        }
    }

    private bool IsNext(ModelId? model) => model is not null && Coming()?.Deployment.CanonicalId == model;

    private bool MayServe(Candidate candidate)
    {
        var window = candidate.Deployment.ContextWindow;
        return _leftOut?.Contains(candidate.Provider.Id) != true
            && (_windowTooSmall == 0 || window == 0 || window > _windowTooSmall)
            && !IsTooSlow(candidate);
    }

    // Only a caller in a hurry has less time than a provider is given in any case.
    private bool IsTooSlow(Candidate candidate)
    {
        if (!call.IsHurried || usual.Quantile(new(candidate.Deployment.Id, call.Request.Stream), Fastest) is not { } fastest
            || fastest <= call.TimeLeft(time))
        {
            return false;
        }

        _leftForTime = true;
        return true;
    }

    private bool IsTimeUp()
    {
        if (call.TimeLeft(time) > TimeSpan.Zero)
        {
            return false;
        }

        call.OutOfTime = true;
        return true;
    }
}
