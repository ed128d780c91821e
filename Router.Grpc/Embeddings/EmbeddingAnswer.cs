using System.Collections.Immutable;
using Providers;
using Providers.Embeddings;
using Providers.Failures;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Embeddings;

/// <summary>
/// Vectors, which come in one piece, or in one for each part of a request that is longer than its provider takes. The parts are one attempt:
/// when one fails, it has.
/// </summary>
/// <param name="request">What was asked for.</param>
/// <param name="parts">The same as the provider is asked it.</param>
/// <param name="attempt">By which attempt.</param>
/// <param name="response">The answer to the first part.</param>
/// <param name="clock">Its clock.</param>
/// <param name="time">The clock of all.</param>
/// <param name="take">Takes all vectors.</param>
internal sealed class EmbeddingAnswer(
    EmbeddingRequest request,
    ImmutableArray<EmbeddingRequest> parts,
    Attempt attempt,
    HttpResponseMessage response,
    AttemptClock clock,
    TimeProvider time,
    Action<Attempt, UpstreamCompletion> take)
    : IUpstreamAnswer
{
    private UpstreamCompletion? _answer;

    public async ValueTask<UpstreamFailure?> OpenAsync(CancellationToken callerGone)
    {
        try
        {
            _answer = await ReadAsync(parts[0], response);
            if (parts.Length > 1 && await AskForTheRestAsync(_answer) is { } failure)
            {
                return failure;
            }

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

    private ValueTask<UpstreamCompletion> ReadAsync(EmbeddingRequest part, HttpResponseMessage answer) =>
        attempt.Adapter.ReadEmbeddingsAsync(part, answer, clock.Token);

    // One after the other: the attempt has one place among its provider's calls.
    private async ValueTask<UpstreamFailure?> AskForTheRestAsync(UpstreamCompletion first)
    {
        var answers = new List<UpstreamCompletion>(parts.Length) { first };
        foreach (var part in parts[1..])
        {
            // What there is so far is to be paid for even if the rest fails.
            attempt.Usage = first.Usage is null ? null : new() { InputTokens = answers.Sum(static answer => answer.Usage?.InputTokens ?? 0) };
            clock.Allow(attempt.Patience);
            using var message = attempt.Adapter.CreateEmbeddings(part, attempt.Target);
            using var next = await attempt.Connection.State.Client.SendAsync(message, clock.Token);
            if (!next.IsSuccessStatusCode)
            {
                return await attempt.Adapter.ReadFailureAsync(next, time.GetUtcNow(), clock.Token);
            }

            answers.Add(await ReadAsync(part, next));
        }

        _answer = UpstreamCompletion.Join(answers);
        return null;
    }
}
