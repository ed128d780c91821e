using Providers;
using Providers.Failures;
using Router.Grpc.Settings;

namespace Router.Grpc.Forwarding;

/// <summary>Carries out one attempt: sends it, relays what comes back, and says how it ended.</summary>
internal sealed class AttemptRunner(RouterSettings settings, TimeProvider time)
{
    /// <summary>Returns when the attempt has ended; its outcome and failure say how.</summary>
    public async Task RunAsync(Attempt attempt, IAnswerRelay relay, CancellationToken callerGone)
    {
        using var clock = new AttemptClock(time, attempt.Call.StartTimestamp, settings.Timeouts.Total, callerGone);
        try
        {
            attempt.Failure = await SendAsync(attempt, relay, clock, callerGone);
            attempt.Outcome = attempt.Failure is null ? AttemptOutcome.Ok : AttemptOutcome.Failed;
            attempt.EndedRequest = clock.IsRequestOver;
        }
        catch (OperationCanceledException) when (callerGone.IsCancellationRequested)
        {
            attempt.Outcome = AttemptOutcome.Aborted;
        }
    }

    private async Task<UpstreamFailure?> SendAsync(Attempt attempt, IAnswerRelay relay, AttemptClock clock, CancellationToken callerGone)
    {
        var call = attempt.Call;
        var connection = attempt.Connection;
        using var request = connection.Adapter.CreateChat(
            call.Request, connection.Target(attempt.Candidate.Deployment), ParameterDefaults.From(call.Decision.AppliedParameters));
        attempt.Dropped = DroppedFields.Of(request);

        clock.Allow(call.Request.Stream ? settings.Timeouts.FirstByte : settings.Timeouts.Answer);
        HttpResponseMessage response;
        try
        {
            response = await connection.Client.SendAsync(request, clock.Token);
        }
        catch (Exception e) when (UpstreamFaults.Find(e, clock, callerGone) is { } failure)
        {
            return failure;
        }

        using (response)
        {
            attempt.Accepted = response.IsSuccessStatusCode;
            if (!attempt.Accepted)
            {
                return await ReadFailureAsync(connection.Adapter, response, clock, callerGone);
            }

            return call.Request.Stream
                ? await RelayStreamAsync(attempt, response, relay, clock, callerGone)
                : await RelayWholeAsync(attempt, response, relay, clock, callerGone);
        }
    }

    private async Task<UpstreamFailure> ReadFailureAsync(
        IProviderAdapter adapter, HttpResponseMessage response, AttemptClock clock, CancellationToken callerGone)
    {
        try
        {
            return await adapter.ReadFailureAsync(response, time.GetUtcNow(), clock.Token);
        }
        catch (Exception e) when (UpstreamFaults.Find(e, clock, callerGone) is { } failure)
        {
            return failure;
        }
    }

    private async Task<UpstreamFailure?> RelayWholeAsync(
        Attempt attempt, HttpResponseMessage response, IAnswerRelay relay, AttemptClock clock, CancellationToken callerGone)
    {
        UpstreamCompletion completion;
        try
        {
            completion = await attempt.Connection.Adapter.ReadChatAsync(response, clock.Token);
        }
        catch (Exception e) when (UpstreamFaults.Find(e, clock, callerGone) is { } failure)
        {
            return failure;
        }

        attempt.FirstContent = time.GetElapsedTime(attempt.SentTimestamp);
        attempt.Usage = completion.Usage;
        attempt.AnswerBytes = completion.ContentBytes;
        clock.Pause();
        await relay.RelayAsync(completion, callerGone);
        return null;
    }

    private async Task<UpstreamFailure?> RelayStreamAsync(
        Attempt attempt, HttpResponseMessage response, IAnswerRelay relay, AttemptClock clock, CancellationToken callerGone)
    {
        await using var events = attempt.Connection.Adapter.ReadChatStreamAsync(response, clock.Token).GetAsyncEnumerator(CancellationToken.None);
        for (var first = true; ; first = false)
        {
            bool more;
            try
            {
                var next = events.MoveNextAsync();
                if (!next.IsCompleted && !first)
                {
                    // Events that came together leave together; nothing waits for one that has not come.
                    await FlushAsync(relay, clock);
                    clock.Allow(settings.Timeouts.Idle);
                }

                more = await next;
            }
            catch (Exception e) when (UpstreamFaults.Find(e, clock, callerGone) is { } failure)
            {
                return failure;
            }

            if (!more)
            {
                clock.Pause();
                await relay.EndAsync(callerGone);
                return null;
            }

            Note(attempt, events.Current);
            await relay.RelayAsync(events.Current, callerGone);
        }
    }

    private void Note(Attempt attempt, in UpstreamChunk chunk)
    {
        if (chunk.IsContent)
        {
            attempt.FirstContent ??= time.GetElapsedTime(attempt.SentTimestamp);
        }

        attempt.AnswerBytes += chunk.ContentBytes;
        attempt.Usage = chunk.Usage ?? attempt.Usage;
    }

    // A slow caller's time is not the provider's.
    private static ValueTask FlushAsync(IAnswerRelay relay, AttemptClock clock)
    {
        var flush = relay.FlushAsync();
        if (!flush.IsCompleted)
        {
            clock.Pause();
        }

        return flush;
    }
}
