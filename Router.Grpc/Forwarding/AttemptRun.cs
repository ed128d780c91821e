using Providers;
using Providers.Failures;

namespace Router.Grpc.Forwarding;

/// <summary>An attempt under way, in two steps: it opens its answer up to the first content, then hands it over.</summary>
internal sealed class AttemptRun(Attempt attempt, IOperation operation, TimeProvider time, CancellationToken callerGone) : IAsyncDisposable
{
    private readonly AttemptClock _clock = new(time, attempt.Call.StartTimestamp, attempt.Call.TimeLimit, callerGone);
    private HttpRequestMessage? _request;
    private HttpResponseMessage? _response;
    private IUpstreamAnswer? _answer;
    private bool _disposed;

    public Attempt Attempt => attempt;

    /// <summary>Sends it and reads up to the first content.</summary>
    /// <returns>False when it ended before; its outcome and failure say how.</returns>
    public async Task<bool> OpenAsync()
    {
        _request = operation.CreateRequest(attempt);
        attempt.Dropped = operation.LostAt(attempt) is { Count: > 0 } lost ? [.. lost, .. DroppedFields.Of(_request)] : DroppedFields.Of(_request);
        _clock.Allow(attempt.Patience);
        try
        {
            _response = await attempt.Connection.State.Client.SendAsync(_request, _clock.Token);
            attempt.Accepted = _response.IsSuccessStatusCode;
            Note(attempt.Accepted
                ? await (_answer = operation.Read(attempt, _response, _clock)).OpenAsync(callerGone)
                : await attempt.Adapter.ReadFailureAsync(_response, time.GetUtcNow(), _clock.Token));
        }
        catch (Exception e) when (IsStop(e))
        {
            NoteStop();
        }
        catch (Exception e) when (UpstreamFaults.Find(e, _clock, callerGone) is { } failure)
        {
            Note(failure);
        }
        finally
        {
            attempt.ReachedProvider = SentRequests.HasBegun(_request);
        }

        return attempt.Outcome == AttemptOutcome.Unknown;
    }

    /// <summary>Hands the opened answer over, to its end; the outcome and failure say how that was.</summary>
    public async Task RelayAsync()
    {
        try
        {
            Note(await _answer!.RelayAsync(callerGone));
        }
        catch (Exception e) when (IsStop(e))
        {
            NoteStop();
        }

        if (attempt.Outcome == AttemptOutcome.Unknown)
        {
            attempt.Outcome = AttemptOutcome.Ok;
        }
    }

    /// <summary>Ends it, since another was there first.</summary>
    public void Supersede()
    {
        attempt.Duration = time.GetElapsedTime(attempt.SentTimestamp);
        _clock.Supersede();
    }

    /// <summary>Frees its place at the provider. A second time it changes nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_answer is not null)
        {
            await _answer.DisposeAsync();
        }

        // A provider may answer before it has the whole request.
        attempt.HasSentAll = attempt.Outcome == AttemptOutcome.Ok && _request?.Content is SplicedContent { IsTaken: true };
        _response?.Dispose();
        _request?.Dispose();
        _clock.Dispose();
        attempt.Connection.State.Gate.Leave();
    }

    private void Note(UpstreamFailure? failure)
    {
        attempt.Failure = failure;
        if (failure is not null)
        {
            attempt.Outcome = AttemptOutcome.Failed;
            attempt.EndedRequest = _clock.IsRequestOver;
        }
    }

    private bool IsStop(Exception e) =>
        (callerGone.IsCancellationRequested || _clock.IsSuperseded) && (e is OperationCanceledException || UpstreamFailure.From(e) is not null);

    private void NoteStop() => attempt.Outcome = callerGone.IsCancellationRequested ? AttemptOutcome.Aborted : AttemptOutcome.Superseded;
}
