using System.Globalization;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Health;

namespace Routing.Explaining.Changes;

/// <summary>A quicker answer of something that a policy ranked behind, where it has been measured. Distance: the share that has to go.</summary>
internal sealed class LatencyChange() : StepwiseChange("latency")
{
    protected override int Last => Percent;

    protected override bool Counts(PolicyWeights policy) => policy.Latency > 0;

    protected override IEnumerable<Candidate> Behind(Situation now) =>
        now.Behind.Where(candidate => now.Input.Health.For(candidate.Deployment.Id) is { FirstTokenMillis: > 0 } or { FirstTokenMillis: null, LatencyMillis: > 0 });

    protected override int Distance(int step) => Amounts.Percent(step);

    protected override string Condition(DecisionInput input, Candidate candidate, int step)
    {
        var state = input.Health.For(candidate.Deployment.Id);
        var quicker = Quicker(state, step);
        return state.FirstTokenMillis is { } first
            ? string.Create(CultureInfo.InvariantCulture, $"with the first content of {candidate.Deployment.Id} after {quicker.FirstTokenMillis} ms or less instead of {first} ms")
            : string.Create(CultureInfo.InvariantCulture, $"with answers of {candidate.Deployment.Id} after {quicker.LatencyMillis} ms or less instead of {state.LatencyMillis} ms");
    }

    protected override DecisionInput With(DecisionInput input, Candidate candidate, int step)
    {
        var states = input.Health.States.ToDictionary();
        states[candidate.Deployment.Id] = Quicker(states[candidate.Deployment.Id], step);
        return input with { Health = new HealthView(states) };
    }

    // What ranks: the wait for the first content, and only where nobody has measured that the whole answer.
    private static HealthState Quicker(HealthState state, int step) => state.FirstTokenMillis is { } first
        ? state with { FirstTokenMillis = (int)Amounts.Less(first, step) }
        : state with { LatencyMillis = (int)Amounts.Less(state.LatencyMillis!.Value, step) };
}
