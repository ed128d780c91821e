using Routing.Experiments;
using Routing.Tests.Decisions;

namespace Routing.Tests.Experiments;

public class AssignmentTests
{
    private const int Sessions = 20_000;

    private static readonly Experiment Thirds = Trials.Halves() with
    {
        Variants =
        [
            new() { Name = "control", WeightMillis = 500 },
            new() { Name = "one", WeightMillis = 300, Selector = "powerful" },
            new() { Name = "two", WeightMillis = 200, Selector = "fast" },
        ],
    };

    [Fact]
    public void Without_experiments_nobody_takes_part() => Assert.Null(Trials.Of(Towns.Index, "s"));

    [Fact]
    public void Variants_have_the_share_that_their_weights_say()
    {
        var counts = Enumerable.Range(0, Sessions).CountBy(session => Trials.VariantOf(Thirds, $"s{session}")!).ToDictionary();

        // Six standard deviations.
        Assert.InRange(counts["control"], 9_575, 10_425);
        Assert.InRange(counts["one"], 5_610, 6_390);
        Assert.InRange(counts["two"], 3_660, 4_340);
    }

    [Fact]
    public void A_session_stays_where_it_is_and_whoever_asks_again_hears_the_same()
    {
        foreach (var session in Enumerable.Range(0, 200).Select(number => $"s{number}"))
        {
            var first = Trials.Of(Trials.With(Thirds), session);

            Assert.Equal(first, Assignment.Of(Trials.With(Thirds with { Description = "other" }), "AUTO", default, null, new("another", session, "user", "key")));
        }
    }

    [Fact]
    public void Whoever_takes_part_stays_in_its_variant_while_the_share_grows()
    {
        int[] shares = [0, 1, 10, 50, 250, 500, 999, 1_000];
        foreach (var session in Enumerable.Range(0, 3_000).Select(number => $"s{number}"))
        {
            var seen = shares.Select(share => Trials.VariantOf(Thirds with { ShareMillis = share }, session)).SkipWhile(variant => variant is null).ToArray();

            Assert.NotEmpty(seen);
            Assert.Single(seen.Distinct());
        }
    }

    [Fact]
    public void The_share_that_takes_part_is_the_one_that_was_set()
    {
        var tenth = Thirds with { ShareMillis = 100 };

        Assert.InRange(Enumerable.Range(0, Sessions).Count(session => Trials.VariantOf(tenth, $"s{session}") is not null), 1_745, 2_255);
        Assert.Null(Trials.VariantOf(Thirds with { ShareMillis = 0 }, "s"));
    }

    [Fact]
    public void Of_two_that_cover_a_request_the_one_that_began_first_may_have_it()
    {
        var old = Trials.Halves("old", share: 500) with { StartedAt = Requests.Noon.AddDays(-1) };
        var young = Trials.Halves("young") with { StartedAt = Requests.Noon };
        var together = Trials.With(young, old);
        foreach (var session in Enumerable.Range(0, 500).Select(number => $"s{number}"))
        {
            Assert.Equal(Trials.Of(Trials.With(old), session) ?? Trials.Of(Trials.With(young), session), Trials.Of(together, session));
        }
    }

    [Theory]
    [InlineData(ExperimentUnit.Session, "session")]
    [InlineData(ExperimentUnit.EndUser, "user")]
    [InlineData(ExperimentUnit.Key, "key")]
    [InlineData(ExperimentUnit.Execution, "execution")]
    [InlineData(ExperimentUnit.Request, "request")]
    public void It_is_drawn_for_the_unit_that_the_experiment_names(ExperimentUnit unit, string id)
    {
        var index = Trials.With(Trials.Halves() with { Unit = unit });

        var bucket = Assignment.Of(index, null, default, null, new("request", "session", "user", "key", "project", "execution"));

        Assert.Equal(new() { Experiment = "halves", Unit = unit, Number = Draw.Bucket("halves", id) }, bucket);
    }

    [Fact]
    public void A_request_that_does_not_name_the_unit_is_drawn_for_by_itself()
    {
        var bucket = Assignment.Of(Trials.With(Trials.Halves()), null, default, null, new("request", EndUser: "user"))!;

        Assert.Equal((ExperimentUnit.Request, Draw.Bucket("halves", "request")), (bucket.Unit, bucket.Number));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("default", true)]
    [InlineData("auto", true)]
    [InlineData("auto:cost", false)]
    [InlineData("fast", false)]
    [InlineData("oak-1", false)]
    public void One_that_names_no_selectors_covers_what_is_left_to_the_router_alone(string? selector, bool covered) =>
        Assert.Equal(covered, Trials.Of(Trials.With(Trials.Halves()), "s", selector) is not null);

    [Theory]
    [InlineData("best", true)]
    [InlineData("Best", true)]
    [InlineData("fast", true)]
    [InlineData("tier:fast", true)]
    [InlineData("auto", false)]
    [InlineData("oak-1", false)]
    public void One_that_names_selectors_covers_these(string selector, bool covered) =>
        Assert.Equal(covered, Trials.Of(Trials.With(Trials.Halves() with { Scope = new() { Selectors = ["best", "fast"] } }), "s", selector) is not null);

    [Fact]
    public void What_a_default_names_counts_as_asked_for()
    {
        var index = Trials.With(Trials.Halves() with { Scope = new() { Selectors = ["best"] } });

        Assert.NotNull(Assignment.Of(index, "default", new("best", "fast", null), null, new("r")));
        Assert.Null(Assignment.Of(index, "default", new("fast", "best", null), null, new("r")));
    }

    [Theory]
    [InlineData("key-1", "p", true)]
    [InlineData("key-2", "p", false)]
    [InlineData("key-1", "q", false)]
    [InlineData(null, null, false)]
    public void It_covers_the_keys_and_projects_that_it_names(string? key, string? project, bool covered)
    {
        var index = Trials.With(Trials.Halves() with { Scope = new() { Keys = ["key-1"], Projects = ["p"] } });

        Assert.Equal(covered, Assignment.Of(index, null, default, null, new("r", KeyId: key, ProjectId: project)) is not null);
    }

    [Fact]
    public void A_policy_that_the_request_names_is_no_matter_for_an_experiment_over_policies()
    {
        var policies = Trials.Halves() with { Variants = [new() { Name = "a", WeightMillis = 500 }, new() { Name = "b", WeightMillis = 500, Policy = "cost" }] };

        Assert.Null(Assignment.Of(Trials.With(policies), null, default, "quality", new("r")));
        Assert.NotNull(Assignment.Of(Trials.With(Trials.Halves()), null, default, "quality", new("r")));
    }
}
