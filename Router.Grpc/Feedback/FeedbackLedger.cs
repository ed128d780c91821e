using Router.Grpc.Accounting;

namespace Router.Grpc.Feedback;

/// <summary>Keeps verdicts in the spool, from which they reach the catalog.</summary>
internal sealed class FeedbackLedger(Spool spool, TimeProvider time)
{
    /// <returns>The verdict's id.</returns>
    public string Add(GivenVerdict verdict)
    {
        var id = LedgerIds.New(time.GetUtcNow());
        spool.Add(new() { EventId = id, Feedback = verdict.ToEvent() });
        return id;
    }
}
