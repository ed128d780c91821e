using Providers.Failures;
using Router.Grpc.Settings;
using Routing.Decisions;

namespace Router.Grpc.Forwarding;

/// <summary>
/// Tries a decision's candidates in order until one answers. The one place of the stack that retries: no client, proxy or
/// feed around it does.
/// </summary>
internal sealed class AttemptLoop(AttemptRunner runner, AttemptRecorder recorder, RouterSettings settings, TimeProvider time)
{
    /// <summary>Serves the call. Failures stay in <see cref="ChatCall.Failures"/> for the surface to show.</summary>
    public async Task<CallEnd> RunAsync(ChatCall call, IOperation operation, CancellationToken callerGone)
    {
        foreach (var candidate in call.Decision.Candidates)
        {
            var attempt = Begin(call, candidate, operation);
            recorder.Opened(attempt);
            await runner.RunAsync(attempt, operation, callerGone);
            attempt.Duration = time.GetElapsedTime(attempt.SentTimestamp);
            recorder.Ended(attempt);

            switch (attempt.Outcome)
            {
                case AttemptOutcome.Ok:
                    return CallEnd.Served;
                case AttemptOutcome.Aborted:
                    return CallEnd.Aborted;
            }

            call.Failures.Add(new(candidate.Deployment.Id, attempt.Failure!));
            if (operation.Committed)
            {
                return CallEnd.Broken;
            }

            if (!attempt.Failure!.Kind.AnotherMayServe() || attempt.EndedRequest || call.Attempts == settings.MaxAttempts)
            {
                break;
            }
        }

        return CallEnd.Failed;
    }

    private Attempt Begin(ChatCall call, Candidate candidate, IOperation operation) => call.LastAttempt = new Attempt
    {
        Call = call,
        Operation = operation.Name,
        Patience = operation.Patience,
        Candidate = candidate,
        // The pipeline left out every provider whose profile has no adapter.
        Connection = call.Feed.Connections[candidate.Provider.Id],
        Number = call.Attempts + 1,
        EventId = Guid.CreateVersion7(time.GetUtcNow()).ToString(),
        SentTimestamp = time.GetTimestamp(),
    };
}
