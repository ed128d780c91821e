using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Tests.Decisions;

public class SelectorTests
{
    [Theory]
    [InlineData("a/oak-1", ResolvedBy.Explicit, "a/oak-1 b/vendor/oak-1 c/oak-1")]
    [InlineData("c/oak-1", ResolvedBy.Explicit, "c/oak-1 a/oak-1 b/vendor/oak-1")]
    [InlineData("oak-1", ResolvedBy.Explicit, "a/oak-1 b/vendor/oak-1 c/oak-1")]
    [InlineData("vendor/oak-1", ResolvedBy.Explicit, "b/vendor/oak-1 a/oak-1 c/oak-1")]
    [InlineData("best", ResolvedBy.Alias, "a/oak-1 b/vendor/oak-1 c/oak-1")]
    [InlineData("chain", ResolvedBy.Alias, "a/oak-1 b/vendor/oak-1 c/oak-1")]
    [InlineData("quick", ResolvedBy.Alias, "c/ash-3-mini")]
    [InlineData("family:ash", ResolvedBy.Family, "b/ash-3 c/ash-3-mini")]
    [InlineData("balanced", ResolvedBy.Tier, "a/elm-2 b/ash-3")]
    [InlineData("Balanced", ResolvedBy.Tier, "a/elm-2 b/ash-3")]
    [InlineData("tier:powerful", ResolvedBy.Tier, "a/oak-1 b/vendor/oak-1 c/oak-1 b/ash-3")]
    [InlineData("wild", ResolvedBy.Explicit, "c/wild")]
    [InlineData("c/wild", ResolvedBy.Explicit, "c/wild")]
    [InlineData("auto", ResolvedBy.Auto, "c/ash-3-mini a/elm-2")]
    [InlineData("AUTO", ResolvedBy.Auto, "c/ash-3-mini a/elm-2")]
    [InlineData(null, ResolvedBy.Auto, "c/ash-3-mini a/elm-2")]
    [InlineData(" ", ResolvedBy.Auto, "c/ash-3-mini a/elm-2")]
    [InlineData("default", ResolvedBy.Auto, "c/ash-3-mini a/elm-2")]
    public void A_selector_leads_to_candidates_in_order(string? selector, ResolvedBy by, string candidates)
    {
        var decision = Requests.For(Towns.Index, selector).Decided();

        Assert.Equal(candidates, string.Join(' ', decision.Names()));
        Assert.Equal(by, decision.ResolvedBy);
        Assert.Equal(string.IsNullOrWhiteSpace(selector) ? "auto" : selector, decision.Selector);
    }

    [Theory]
    [InlineData("auto", null, true)]
    [InlineData(null, null, true)]
    [InlineData(null, "oak-1", false)]
    [InlineData("default", "auto", true)]
    [InlineData("oak-1", null, false)]
    [InlineData("fast", null, false)]
    [InlineData("nonsense", null, false)]
    public void The_prompt_is_read_only_where_complexity_decides(string? selector, string? defaultModel, bool reads)
    {
        Assert.Equal(reads, RoutingPipeline.ReadsPrompt(Towns.Index, selector, new(null, null, defaultModel)));
    }

    [Fact]
    public void The_same_model_elsewhere_is_told_from_other_models()
    {
        Assert.Equal(
            [CandidateRole.Primary, CandidateRole.SameModel, CandidateRole.SameModel, CandidateRole.Tier],
            Requests.For(Towns.Index, "powerful").Decided().Candidates.Select(candidate => candidate.Role));
    }

    [Theory]
    [InlineData("auto:luck", RoutingErrorKind.UnknownPolicy, "It has balanced, cost, performance, quality, reliability.")]
    [InlineData("@preset/mine", RoutingErrorKind.InvalidSelector, "since it has no presets")]
    [InlineData("tier:huge", RoutingErrorKind.UnknownTier, "It has fast, balanced, powerful.")]
    [InlineData("family:oak", RoutingErrorKind.UnknownModel, "It has ash.")]
    [InlineData("oak 1", RoutingErrorKind.UnknownModel, "Did you mean a/oak-1 or b/vendor/oak-1 or c/oak-1?")]
    [InlineData("a/ash-3", RoutingErrorKind.UnknownModel, "Did you mean b/ash-3 or c/ash-3-mini?")]
    [InlineData("nonsense", RoutingErrorKind.UnknownModel, "GET /v1/models lists what can be named.")]
    [InlineData("circle", RoutingErrorKind.UnknownModel, "Correct the alias.")]
    [InlineData("lost", RoutingErrorKind.UnknownModel, "'lost' stands for 'nowhere'")]
    [InlineData("/", RoutingErrorKind.UnknownModel, "Model '/' is not in the catalog.")]
    public void What_leads_nowhere_is_refused_with_the_way_out(string selector, RoutingErrorKind kind, string message)
    {
        var error = Requests.For(Towns.Index, selector).Refused();

        Assert.Equal(kind, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_name_is_quoted_in_part_and_without_control_characters()
    {
        var error = Requests.For(Towns.Index, "a\r\nx-evil: 1" + new string('é', 100_000)).Refused();

        Assert.True(error.Message.Length < 300);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void The_catalogs_default_model_comes_before_the_routers_setting()
    {
        var index = new CatalogIndex(Towns.Snapshot with { Rules = new() { DefaultModel = "elm-2" } });
        var decision = (Requests.For(index) with { DefaultModel = "ash-3" }).Decided();

        Assert.Equal("a/elm-2", decision.Names()[0]);
        Assert.Equal(ResolvedBy.DefaultModel, decision.ResolvedBy);
        Assert.Contains("no model was named; the catalog's default model is elm-2", decision.Reasons);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("default")]
    [InlineData("")]
    public void The_routers_default_model_serves_who_names_nothing(string? selector)
    {
        var decision = (Requests.For(Towns.Index, selector) with { DefaultModel = "ash-3" }).Decided();

        Assert.Equal("b/ash-3", decision.Names()[0]);
        Assert.Equal(ResolvedBy.DefaultModel, decision.ResolvedBy);
    }

    [Theory]
    [InlineData("a/oak-1", "a/oak-1")]
    [InlineData("auto", "c/ash-3-mini")]
    [InlineData("balanced", "a/elm-2")]
    public void A_default_model_never_overrides_what_was_named(string selector, string served)
    {
        Assert.Equal(served, (Requests.For(Towns.Index, selector) with { DefaultModel = "ash-3" }).Decided().Names()[0]);
    }

    [Fact]
    public void A_default_that_leads_nowhere_is_blamed_on_its_owner()
    {
        var error = (Requests.For(Towns.Index) with { DefaultModel = "gone" }).Refused();

        Assert.StartsWith("No model was named, and DEFAULT_MODEL leads nowhere.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_model_can_take_over_a_reserved_word()
    {
        var index = Towns.With("c/wild", wild => wild with { Id = Towns.Id("c/auto"), CanonicalId = new("fast") });

        Assert.Equal(ResolvedBy.Auto, Requests.For(index, "auto").Decided().ResolvedBy);
        Assert.Equal(ResolvedBy.Tier, Requests.For(index, "fast").Decided().ResolvedBy);
        Assert.Equal(["c/auto"], Requests.For(index, "c/auto").Decided().Names());
    }

    [Theory]
    [InlineData("a/oak-1")]
    [InlineData("best")]
    [InlineData("family:ash")]
    public void Parameters_are_filled_in_only_for_tiers(string selector)
    {
        Assert.Null(Requests.For(Towns.Index, selector).Decided().AppliedParameters);
        Assert.Equal(1_000, Requests.For(Towns.Index, "quick").Decided().AppliedParameters!.MaxTokens);
    }

    [Fact]
    public void An_empty_catalog_says_how_to_fill_it()
    {
        var error = Requests.For(CatalogIndex.Empty, "oak-1").Refused();

        Assert.Equal(RoutingErrorKind.EmptyCatalog, error.Kind);
        Assert.Contains("--snapshot", error.Message, StringComparison.Ordinal);
    }
}
