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

        // A collection that other tests cause empties the pools, so that what is borrowed is made anew: not every time.
        var deciding = Enumerable.Range(0, 5).Min(_ => Allocated(input));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var copy = Copy(decision!);
        var itself = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(copy);
        Assert.True(deciding - itself <= Bound, $"{deciding} B in all, {itself} B of them the decision: {deciding - itself} B beyond it.");
    }

    private static long Allocated(DecisionInput input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var outcome = RoutingPipeline.Decide(input);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(outcome);
        return allocated;
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
            Hash = new string(decision.Hash.AsSpan()),
        };
    }
}
