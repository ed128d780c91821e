using Providers;
using Providers.Failures;
using Router.Grpc.Settings;

namespace Router.Grpc.Forwarding;

/// <summary>Carries out one attempt: sends it, hands over what comes back, and says how it ended.</summary>
internal sealed class AttemptRunner(RouterSettings settings, TimeProvider time)
{
    /// <summary>Returns when the attempt has ended; its outcome and failure say how.</summary>
    public async Task RunAsync(Attempt attempt, IOperation operation, CancellationToken callerGone)
    {
        using var clock = new AttemptClock(time, attempt.Call.StartTimestamp, settings.Timeouts.Total, callerGone);
        try
        {
            attempt.Failure = await SendAsync(attempt, operation, clock, callerGone);
            attempt.Outcome = attempt.Failure is null ? AttemptOutcome.Ok : AttemptOutcome.Failed;
            attempt.EndedRequest = clock.IsRequestOver;
        }
        catch (OperationCanceledException) when (callerGone.IsCancellationRequested)
        {
            attempt.Outcome = AttemptOutcome.Aborted;
        }
    }

    private async Task<UpstreamFailure?> SendAsync(Attempt attempt, IOperation operation, AttemptClock clock, CancellationToken callerGone)
    {
        using var request = operation.CreateRequest(attempt);
        attempt.Dropped = DroppedFields.Of(request);
        clock.Allow(attempt.Patience);
        HttpResponseMessage response;
        try
        {
            response = await attempt.Connection.Client.SendAsync(request, clock.Token);
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
                return await ReadFailureAsync(attempt.Connection.Adapter, response, clock, callerGone);
            }

            await using var answer = operation.Read(attempt, response, clock);
            return await answer.OpenAsync(callerGone) ?? await answer.RelayAsync(callerGone);
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
}
