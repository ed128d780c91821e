using Routing.Catalog;
using Routing.Decisions;
using Routing.Explaining;
using Routing.Tests.Replaying;

namespace Routing.Tests.Explaining;

public class NearestChangeTests
{
    [Fact]
    public void In_ten_thousand_cases_the_change_flips_the_decision_and_no_smaller_one_does()
    {
        // Amounts are sampled, another handful in each case; names are tried one and all.
        var flips = Check(new RandomDecisions(new Random(20261121), ranked: false), 10_000, new Random(20261122));

        Assert.True(flips > 4_000, $"Only {flips} of 10,000 decisions can be flipped by a single change.");
    }

    [Fact]
    public void In_a_few_cases_no_smaller_change_at_all_does() =>
        Assert.True(Check(new RandomDecisions(new Random(4711), ranked: false), 3, null) > 0);

    [Fact]
    public void Where_policies_rank_costs_count_and_sessions_are_warm_the_change_flips_the_decision_and_no_smaller_one_does()
    {
        // Each of them takes some milliseconds, so that all run with `.ci/run --full` alone.
        var cases = Environment.GetEnvironmentVariable("LONG_TESTS") == "1" ? 10_000 : 500;

        var flips = Check(new RandomDecisions(new Random(20261124)), cases, new Random(20261125));

        Assert.True(flips > cases / 2, $"Only {flips} of {cases} decisions can be flipped by a single change.");
    }

    [Fact]
    public void In_a_few_ranked_cases_no_smaller_percentage_at_all_does() =>
        Assert.True(Check(new RandomDecisions(new Random(4712)), 4, new Random(4713), sampled: 401) > 0);

    private static int Check(RandomDecisions made, int cases, Random? sampling, int sampled = 8)
    {
        var flips = 0;
        for (var i = 0; i < cases; i++)
        {
            var input = made.Next();
            var served = Served(input);
            var flip = Counterfactual.Nearest(input);
            if (flip is not null)
            {
                flips++;
                Assert.True(Served(flip.Input) != served, $"{flip.Condition} changes nothing (case {i}).");
                Assert.Equal(flip.WouldServe, Served(flip.Input));
                Assert.InRange(flip.Distance, 1, 10_000);
            }

            foreach (var (distance, smaller) in new EverySmallerChange(input, sampling, sampled).Below(flip?.Distance ?? int.MaxValue))
            {
                Assert.True(Served(smaller) == served, $"Case {i}: at {distance} something flips, before {flip?.Condition ?? "nothing"} at {flip?.Distance}.");
            }
        }

        return flips;
    }

    private static DeploymentId? Served(DecisionInput input) =>
        RoutingPipeline.Decide(input) is RoutingOutcome.Decided(var decision) ? decision.Primary.Deployment.Id : null;
}
