using Providers;
using Providers.Embeddings;
using Providers.Failures;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Embeddings;

/// <summary>Vectors, which come in one piece.</summary>
internal sealed class EmbeddingAnswer(
    EmbeddingRequest request, Attempt attempt, HttpResponseMessage response, AttemptClock clock, TimeProvider time, Action<Attempt, UpstreamCompletion> take)
    : IUpstreamAnswer
{
    private UpstreamCompletion? _answer;

    public async ValueTask<UpstreamFailure?> OpenAsync(CancellationToken callerGone)
    {
        try
        {
            _answer = await attempt.Connection.Adapter.ReadEmbeddingsAsync(request, response, clock.Token);
            if (_answer.Vectors!.Base64InBody != request.Base64 || request.Body.IsEmpty)
            {
                // Whoever needs the numbers learns here, while another may still serve, that they are none.
                _ = _answer.Vectors.All;
            }
        }
        catch (Exception e) when (UpstreamFaults.Find(e, clock, callerGone) is { } failure)
        {
            return failure;
        }

        attempt.FirstContent = time.GetElapsedTime(attempt.SentTimestamp);
        attempt.Usage = _answer.Usage;
        attempt.IsUsageFinal = true;
        return null;
    }

    public ValueTask<UpstreamFailure?> RelayAsync(CancellationToken callerGone)
    {
        clock.Pause();
        take(attempt, _answer!);
        return ValueTask.FromResult<UpstreamFailure?>(null);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
