using System.Runtime.InteropServices;
using Routing.Decisions;
using Routing.Features;
using Routing.Tests.Ranking;

namespace Routing.Tests.Decisions;

/// <summary>What deciding leaves behind beside the decision, in bytes of the managed heap.</summary>
public class AllocationTests
{
    private const long Bound = 256;

    [Theory]
    [InlineData("auto")]
    [InlineData("balanced")]
    [InlineData("oak-1")]
    [InlineData("a/oak-1")]
    [InlineData("family:ash")]
    public void A_decision_leaves_little_behind_but_itself(string selector) => AssertLittle(Requests.For(Towns.Index, selector));

    [Theory]
    [InlineData("auto:cost")]
    [InlineData("auto:balanced")]
    public void So_does_one_that_ranks(string selector) => AssertLittle(Orchard.For(selector));

    [Fact]
    public void So_does_one_that_leaves_much_out() =>
        AssertLittle(Requests.For(Towns.Index, "auto").Without("c") with { Features = new() { Prompt = new PromptEstimate { DifficultyMillis = 9_000 } } });

    private static void AssertLittle(DecisionInput input)
    {
        Decision? decision = null;
        for (var i = 0; i < 3; i++)
        {
            decision = input.Decided();
        }

        var deciding = Allocated.Least(() => GC.KeepAlive(RoutingPipeline.Decide(input)));
        var itself = Allocated.Least(() => GC.KeepAlive(Copy(decision!)));
        Assert.True(deciding - itself <= Bound, $"{deciding} B in all, {itself} B of them the decision: {deciding - itself} B beyond it.");
    }

    // Everything that belongs to a decision and to nobody else, each thing once.
    private static Decision Copy(Decision decision)
    {
        var candidates = new Candidate[decision.Candidates.Length];
        for (var i = 0; i < candidates.Length; i++)
        {
            candidates[i] = decision.Candidates[i] with { };
        }

        return decision with
        {
            Candidates = ImmutableCollectionsMarshal.AsImmutableArray(candidates),
            Exclusions = decision.Exclusions.IsEmpty ? [] : [.. decision.Exclusions.AsSpan()],
            Complexity = decision.Complexity is { } complexity ? complexity with { } : null,
            Told = decision.Told.AsSpan().ToArray(),
        };
    }
}
