using Routing.Catalog;
using Routing.Decisions;
using Routing.Tests.Decisions;

namespace Routing.Tests.Ranking;

/// <summary>With the prices of seed-2025: kimi reads cached input at a tenth, gpt-4o-mini has no cached price and cheaper answers.</summary>
public class SessionTests
{
    private static readonly DeploymentId Kimi = Towns.Id("kimi/kimi-k2-0905-preview");
    private static readonly DeploymentId Mini = Towns.Id("openai/gpt-4o-mini");

    [Fact]
    public void Without_a_session_the_cheaper_answer_wins() => Assert.Equal(Mini, Served(Request("auto:cost", 60_000)));

    [Fact]
    public void A_long_prompt_that_is_cached_keeps_the_session_where_it_is()
    {
        var decision = Warm(Request("auto:cost", 60_000), Kimi, 55_000).Decided();

        Assert.Equal(Kimi, decision.Primary.Deployment.Id);
        // 5,000 fresh at $0.15, 55,000 cached at $0.015, 300 of output at $2.50 a million.
        Assert.Equal(2_325_000, decision.Primary.Score.ExpectedCost!.Value.Value);
    }

    [Fact]
    public void A_short_prompt_is_not_worth_staying_for()
    {
        var decision = Warm(Request("auto:cost", 200), Kimi, 150).Decided();

        Assert.Equal(Mini, decision.Primary.Deployment.Id);
        Assert.Contains(decision.Reasons, reason => reason.StartsWith("the session leaves kimi/kimi-k2-0905-preview, where its prompt is cached", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cache_that_has_expired_keeps_nobody()
    {
        var input = Warm(Request("auto:cost", 60_000), Kimi, 55_000);

        Assert.Equal(Kimi, Served(input with { Time = input.Session!.LastUsed.AddMinutes(5) }));
        Assert.Equal(Mini, Served(input with { Time = input.Session!.LastUsed.AddMinutes(5).AddTicks(1) }));
    }

    [Fact]
    public void In_a_list_the_session_stays_unless_the_first_entry_is_a_fifth_cheaper()
    {
        var stays = Warm(Request("balanced", 60_000), Mini, 55_000).Decided();

        Assert.Equal(Mini, stays.Primary.Deployment.Id);
        Assert.Contains(stays.Reasons, reason => reason.StartsWith("the session stays with openai/gpt-4o-mini", StringComparison.Ordinal));
        // Without a cached price there, a first entry at a tenth of the price is worth the move.
        var cheap = Change(Kimi, row => row with { Prices = [row.Prices[0] with { Input = new(15_000_000), Output = new(60_000_000) }] });
        Assert.Equal(Kimi, Served(Warm(Request("balanced", 60_000), Mini, 55_000) with { Index = cheap }));
    }

    [Fact]
    public void Auto_may_stay_in_a_stronger_tier_but_leaves_for_work_that_is_too_hard()
    {
        var easy = Request("auto", 90_000) with { Features = new() { EstimatedInputTokens = 90_000, PromptCharacters = 10, MessageCount = 1 } };
        Assert.Equal(TierNames.Fast, easy.Decided().Tier);
        Assert.Equal(Kimi, Served(Warm(easy, Kimi, 90_000)));

        var hard = easy with { Hints = new() { AgentScores = new() { CombinedMillis = 10_000 }, PreviousFailures = 1, SessionId = "s" } };
        Assert.Equal("anthropic/claude-3-5-sonnet-20241022", Served(Warm(hard, Kimi, 90_000)).ToString());
    }

    [Fact]
    public void A_warm_place_that_cannot_serve_keeps_nobody()
    {
        Assert.Equal(Mini, Served(Warm(Request("auto:cost", 60_000), Kimi, 55_000).Without("kimi")));
        Assert.Equal(Mini, Served(Warm(Request("auto:cost", 60_000), Towns.Id("gone/gone"), 55_000)));
    }

    [Fact]
    public void Whoever_names_a_place_gets_it()
    {
        Assert.Equal(Kimi, Served(Warm(Request("kimi/kimi-k2-0905-preview", 60_000), Mini, 55_000)));
    }

    [Fact]
    public void Beginning_a_session_elsewhere_counts_what_writing_its_cache_costs()
    {
        var writes = Change(Mini, row => row with { Prices = [row.Prices[0] with { CacheWrite = new(1_000_000_000) }] });
        var alone = Request("auto:cost", 60_000) with { Index = writes };

        var cost = alone.Decided().Candidates.Single(candidate => candidate.Deployment.Id == Mini).Score.ExpectedCost!.Value.Value;
        var begun = (alone with { Hints = new() { SessionId = "s" } }).Decided().Candidates.Single(candidate => candidate.Deployment.Id == Mini).Score.ExpectedCost!.Value.Value;
        Assert.Equal(60_000 * 850L, begun - cost);
    }

    private static DecisionInput Request(string selector, int tokens) => Requests.For(Seed2025.Index, selector) with
    {
        Features = new() { EstimatedInputTokens = tokens, PromptCharacters = tokens * 4, MessageCount = 1, MaxOutputTokens = 300 },
    };

    private static DecisionInput Warm(DecisionInput input, DeploymentId where, int cached) => input with
    {
        Hints = input.Hints with { SessionId = "s" },
        Session = new(where, cached, input.Time.AddMinutes(-1)),
    };

    private static DeploymentId Served(DecisionInput input) => input.Decided().Primary.Deployment.Id;

    private static CatalogIndex Change(DeploymentId id, Func<Deployment, Deployment> change) => new(Seed2025.Snapshot with
    {
        Deployments = [.. Seed2025.Snapshot.Deployments.Select(row => row.Id == id ? change(row) : row)],
    });
}
