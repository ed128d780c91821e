using Routing.Decisions;

namespace Routing.Explaining;

/// <summary>One thing of an input changed, and nothing else.</summary>
/// <param name="Kind">The kind of change, as in <c>credential</c>.</param>
/// <param name="Distance">How far away it is: 10,000 is a change of a whole range; see <see cref="Counterfactual"/>.</param>
/// <param name="Condition">In words: <c>with KIMI_API_KEY set</c>.</param>
/// <param name="Apply">Makes the change.</param>
internal sealed record Change(string Kind, int Distance, string Condition, Func<DecisionInput> Apply);
