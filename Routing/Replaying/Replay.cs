using Routing.Decisions;

namespace Routing.Replaying;

/// <summary>A stored decision beside the one that the same input leads to now.</summary>
/// <param name="Verdict">How they compare.</param>
/// <param name="Then">As it was stored.</param>
/// <param name="Now">As it is made now.</param>
/// <param name="Outcome">The outcome now.</param>
public sealed record Replay(ReplayVerdict Verdict, StoredDecision Then, StoredDecision Now, RoutingOutcome Outcome)
{
    /// <summary>Whether both decide the same, whatever engine made them.</summary>
    public bool SameDecision => Then.DecisionText == Now.DecisionText;

    /// <summary>Decides again and compares.</summary>
    /// <param name="stored">What was kept.</param>
    /// <param name="input">The input it names, put together from history.</param>
    public static Replay Of(StoredDecision stored, DecisionInput input)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var outcome = RoutingPipeline.Decide(input);
        var now = StoredDecision.Read(StoredDecision.Write(input, outcome));
        var verdict = stored.Text == now.Text ? ReplayVerdict.Reproduced
            : (stored.Engine, stored.Classifier) != (now.Engine, now.Classifier) ? ReplayVerdict.EngineChanged
            : ReplayVerdict.Differs;
        return new(verdict, stored, now, outcome);
    }
}
