using Providers.Failures;
using Router.Grpc.Accounting;
using Router.Grpc.Admission.Budgets;
using Router.Grpc.Health;
using Router.Grpc.Settings;
using Routing.Decisions;
using Routing.Health;
using Routing.Money;
using Routing.Money.Budgets;

namespace Router.Grpc.Forwarding;

/// <summary>
/// Tries a decision's candidates until one answers. The one place of the stack that retries: no client, proxy or feed around it
/// does.
/// </summary>
internal sealed partial class AttemptLoop(
    AttemptRecorder recorder, BudgetGate budgets, Trials trials, Hedging hedging, Retries retries, OpeningTimes usual, RouterSettings settings, TimeProvider time)
{
    /// <summary>Serves the call. Failures stay in <see cref="ChatCall.Failures"/> for the surface to show.</summary>
    public async Task<CallEnd> RunAsync(ChatCall call, IOperation operation, CancellationToken callerGone)
    {
        var walk = new Walk(call, usual, retries, settings, time);
        try
        {
            while (walk.Next() is { } step)
            {
                if (step.Wait > TimeSpan.Zero)
                {
                    await Task.Delay(step.Wait, time, callerGone);
                }

                if (await BeginAsync(call, step.Candidate, operation, callerGone) is not { } begun)
                {
                    continue;
                }

                await using var run = begun;
                var opening = run.OpenAsync();
                var attempt = run.Attempt;
                if (hedging.WaitBefore(attempt) is { } wait)
                {
                    attempt = await ServeHedgedAsync(walk, run, opening, wait, operation, callerGone);
                }
                else
                {
                    if (await opening)
                    {
                        await HandOverAsync(run);
                    }

                    End(walk, attempt);
                }

                if (EndOf(attempt, operation) is { } end)
                {
                    return end;
                }
            }
        }
        catch (OperationCanceledException) when (callerGone.IsCancellationRequested)
        {
            // Between two attempts, in a wait or in a queue.
            return CallEnd.Aborted;
        }

        return CallEnd.Failed;
    }

    /// <returns>Null when the next candidate is to try.</returns>
    private static CallEnd? EndOf(Attempt attempt, IOperation operation) => attempt.Outcome switch
    {
        AttemptOutcome.Ok => CallEnd.Served,
        AttemptOutcome.Aborted => CallEnd.Aborted,
        _ => operation.Committed ? CallEnd.Broken : null,
    };

    /// <returns>Null when the candidate cannot be asked.</returns>
    private ValueTask<AttemptRun?> BeginAsync(ChatCall call, Candidate candidate, IOperation operation, CancellationToken callerGone)
    {
        // Nearly always nothing has to be waited for.
        var quote = call.QuoteOf(candidate);
        return call.Reservation is null && !Trials.IsOnTrial(call, candidate) && Connection(call, candidate).State.Gate.TryEnter()
            ? new(Start(call, candidate, quote, operation, trial: null, isHedge: false, callerGone))
            : WaitAndBeginAsync(call, candidate, quote, operation, callerGone);
    }

    private async ValueTask<AttemptRun?> WaitAndBeginAsync(ChatCall call, Candidate candidate, Quote quote, IOperation operation, CancellationToken callerGone)
    {
        if (!await budgets.TryUseAsync(call, quote, callerGone))
        {
            // Earlier attempts have cost what was set aside; a cheaper candidate may still fit.
            return null;
        }

        if (!await EnterAsync(call, candidate, quote, callerGone))
        {
            call.Failures.Add(new(candidate.Deployment.Id, UpstreamFailure.Busy()));
            return null;
        }

        if (await StartAsync(call, candidate, quote, operation, isHedge: false, callerGone) is { } started)
        {
            return started;
        }

        call.Failures.Add(new(candidate.Deployment.Id, UpstreamFailure.OnTrial()));
        return null;
    }

    private async ValueTask<bool> EnterAsync(ChatCall call, Candidate candidate, Quote quote, CancellationToken callerGone)
    {
        var entered = false;
        try
        {
            entered = await Connection(call, candidate).State.Gate.EnterAsync(call.TimeLeft(time), callerGone);
        }
        finally
        {
            if (!entered)
            {
                call.Reservation?.Used(quote, NanoDollars.Zero);
            }
        }

        return entered;
    }

    private async Task<Attempt> FinishAsync(Walk walk, AttemptRun run, Task<bool> opening)
    {
        if (await opening)
        {
            await HandOverAsync(run);
        }

        End(walk, run.Attempt);
        return run.Attempt;
    }

    private Task HandOverAsync(AttemptRun run)
    {
        run.Attempt.Call.LastAttempt = run.Attempt;
        recorder.Begun(run.Attempt);
        return run.RelayAsync();
    }

    private void End(Walk walk, Attempt attempt)
    {
        var otherCredential = Book(attempt);
        if (attempt.Outcome == AttemptOutcome.Failed)
        {
            attempt.Call.Failures.Add(new(attempt.Candidate.Deployment.Id, attempt.Failure!));
            walk.Failed(attempt, otherCredential && attempt.Call.Request.Continues?.Credential is null);
        }
    }

    /// <returns>Whether it failed with a key in whose place another is free.</returns>
    private bool Book(Attempt attempt)
    {
        if (attempt.Outcome == AttemptOutcome.Unknown)
        {
            // It had content a moment too late.
            attempt.Outcome = AttemptOutcome.Superseded;
        }

        if (attempt.Outcome != AttemptOutcome.Superseded)
        {
            attempt.Duration = time.GetElapsedTime(attempt.SentTimestamp);
        }

        var otherCredential = attempt.Failure is { } failure && attempt.Connection.State.Credentials.Failed(attempt.Credential, failure);
        attempt.IsCredentialsAlone = otherCredential;
        recorder.Ended(attempt);
        return otherCredential;
    }

    /// <summary>Begins an attempt whose place among its provider's calls is taken, and whose money is set aside.</summary>
    /// <returns>Null when another request is trying whether what has failed is well again; then both are free again.</returns>
    private async ValueTask<AttemptRun?> StartAsync(ChatCall call, Candidate candidate, Quote quote, IOperation operation, bool isHedge, CancellationToken callerGone)
    {
        var connection = Connection(call, candidate);
        var leave = TrialLeave.Refused;
        try
        {
            leave = await trials.AskAsync(call, candidate, operation.Health, callerGone);
        }
        finally
        {
            if (!leave.IsGranted)
            {
                connection.State.Gate.Leave();
                call.Reservation?.Used(quote, NanoDollars.Zero);
            }
        }

        return leave.IsGranted ? Start(call, candidate, quote, operation, leave.Trial, isHedge, callerGone) : null;
    }

    private AttemptRun Start(ChatCall call, Candidate candidate, in Quote quote, IOperation operation, Trial? trial, bool isHedge, CancellationToken callerGone)
    {
        var connection = Connection(call, candidate);
        connection.State.Retries.Earn();
        var attempt = new Attempt
        {
            Call = call,
            Operation = operation.Name,
            Subject = HealthSubject.Of(candidate.Deployment.Id, operation.Health),
            Trial = trial,
            IsHedge = isHedge,
            Patience = operation.Patience,
            Candidate = candidate,
            Quote = quote,
            Connection = connection,
            Credential = Continuation.KeyOf(call.Request, connection) ?? connection.State.Credentials.Pick(),
            Number = ++call.Attempts,
            EventId = LedgerIds.New(time.GetUtcNow()),
            SentTimestamp = time.GetTimestamp(),
        };
        call.LastAttempt = attempt;
        recorder.Opened(attempt);
        return new(attempt, operation, time, callerGone);
    }

    // The pipeline left out every provider whose profile has no adapter.
    private static ProviderConnection Connection(ChatCall call, Candidate candidate) => call.Feed.Connections[candidate.Provider.Id];
}
