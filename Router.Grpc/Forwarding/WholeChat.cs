using Providers;
using Providers.Failures;

namespace Router.Grpc.Forwarding;

/// <summary>An answer that comes in one piece.</summary>
internal sealed class WholeChat(Attempt attempt, HttpResponseMessage response, IAnswerRelay relay, AttemptClock clock, TimeProvider time) : IUpstreamAnswer
{
    private UpstreamCompletion? _completion;

    public async ValueTask<UpstreamFailure?> OpenAsync(CancellationToken callerGone)
    {
        try
        {
            _completion = await attempt.Adapter.ReadChatAsync(response, clock.Token);
        }
        catch (Exception e) when (UpstreamFaults.Find(e, clock, callerGone) is { } failure)
        {
            return failure;
        }

        attempt.FirstContent = time.GetElapsedTime(attempt.SentTimestamp);
        attempt.Usage = _completion.Usage;
        attempt.IsUsageFinal = true;
        attempt.AnswerBytes = _completion.ContentBytes;
        return null;
    }

    public async ValueTask<UpstreamFailure?> RelayAsync(CancellationToken callerGone)
    {
        // The provider has said all: no limit of the clock counts any more, and nothing here listens to it.
        relay.Begin(attempt);
        try
        {
            await relay.RelayAsync(_completion!, callerGone);
            return null;
        }
        catch (UpstreamFailureException e)
        {
            // To translate it is to read it closer than before.
            return e.Failure;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
