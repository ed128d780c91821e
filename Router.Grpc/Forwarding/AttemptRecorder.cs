using Router.Grpc.Accounting;
using Router.Grpc.Health;
using Router.Grpc.Sessions;
using Router.Grpc.Telemetry;

namespace Router.Grpc.Forwarding;

/// <summary>Tells everyone who keeps a record of attempts: the ledger, health, sessions, telemetry.</summary>
internal sealed class AttemptRecorder(AttemptLedger ledger, LocalHealth health, WarmSessions sessions, AttemptInstruments instruments, OpeningTimes usual, SilentWaits silent, OutcomeTally tally, Trials trials)
{
    /// <summary>The attempt is about to be sent. The ledger knows of it before the provider does.</summary>
    public void Opened(Attempt attempt)
    {
        ledger.Open(attempt);
        AttemptInstruments.Opened(attempt);
    }

    /// <summary>The attempt has given its first content: whatever becomes of it, what it called is there.</summary>
    public void Begun(Attempt attempt) => trials.Settle(attempt, isWell: true);

    public void Ended(Attempt attempt)
    {
        attempt.IsOverdue = silent.IsTooLong(attempt);
        usual.Add(attempt);
        var usage = AttemptUsage.Of(attempt);
        var cost = AttemptCost.Of(attempt, usage);
        ledger.Close(attempt, usage, cost);
        attempt.Call.Reservation?.Used(attempt.Quote, cost?.Amount);

        // What is tallied is told; only what is not yet told is this router's alone.
        tally.Add(attempt);
        health.Record(attempt);
        trials.Settle(attempt, isWell: attempt.Outcome == AttemptOutcome.Ok);
        sessions.Served(attempt);
        instruments.Ended(attempt, usage, cost);
    }
}
