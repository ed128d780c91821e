using Router.Grpc.Admission;
using Router.Grpc.Forwarding;
using Router.Grpc.Telemetry;
using Routing.Decisions;

namespace Router.Grpc.Accounting;

/// <summary>What the ledger keeps of a request that has ended, without its body and its answer.</summary>
/// <param name="DecisionId">UUID version 7.</param>
/// <param name="Caller">Who asked.</param>
/// <param name="Tags">The labels under which it is booked.</param>
/// <param name="Input">Everything that decided.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Answered">Who answered, or was to.</param>
/// <param name="Attempts">How often providers were called.</param>
/// <param name="Outcome">How it ended, as the ledger names it.</param>
/// <param name="Duration">From reading the request to the end of its answer.</param>
internal readonly record struct EndedCall(
    string DecisionId, Caller Caller, string[] Tags, DecisionInput Input, Decision Decision, Candidate Answered, int Attempts, string Outcome, TimeSpan Duration)
{
    public static EndedCall Of(ChatCall call, CallEnd end, TimeSpan duration) => new(
        call.DecisionId,
        call.Caller,
        LedgerScopes.TagsOf(call),
        call.Input,
        call.Decision,
        end is CallEnd.Served or CallEnd.Broken ? call.LastAttempt!.Candidate : call.Decision.Primary,
        call.Attempts,
        RequestInstruments.NameOf(call, end),
        duration);
}
