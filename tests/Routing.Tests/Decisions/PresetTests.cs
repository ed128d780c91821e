using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;

namespace Routing.Tests.Decisions;

public class PresetTests
{
    private static readonly CatalogIndex Index = new(Towns.Snapshot with
    {
        Aliases = [.. Towns.Snapshot.Aliases, new("favourite", "@preset/plain"), new("back", "@preset/loop")],
        Presets =
        [
            new() { Name = "plain", Selector = "oak-1", Parameters = new() { TemperatureMillis = 0 } },
            new() { Name = "open", Parameters = new() { MaxTokens = 50 } },
            new() { Name = "brief", Selector = "fast", Parameters = new() { TemperatureMillis = 100 } },
            new() { Name = "only-b", Selector = "powerful", Requirements = new() { AllowedProviders = [new("b")] } },
            new() { Name = "not-a", Selector = "oak-1", Requirements = new() { DeniedProviders = [new("a")] } },
            new() { Name = "sees", Selector = "balanced", Requirements = new() { RequiredCapabilities = Capabilities.Vision } },
            new() { Name = "nested", Selector = "@preset/plain" },
            new() { Name = "loop", Selector = "back" },
            new() { Name = "lost", Selector = "nowhere" },
        ],
    });

    [Theory]
    [InlineData("@preset/plain", ResolvedBy.Preset, "a/oak-1 b/vendor/oak-1 c/oak-1")]
    [InlineData("@PRESET/plain", ResolvedBy.Preset, "a/oak-1 b/vendor/oak-1 c/oak-1")]
    [InlineData("favourite", ResolvedBy.Alias, "a/oak-1 b/vendor/oak-1 c/oak-1")]
    [InlineData("@preset/open", ResolvedBy.Preset, "c/ash-3-mini a/elm-2")]
    [InlineData("@preset/only-b", ResolvedBy.Preset, "b/ash-3")]
    [InlineData("@preset/not-a", ResolvedBy.Preset, "b/vendor/oak-1 c/oak-1")]
    public void A_preset_stands_for_its_selector_and_demands(string selector, ResolvedBy by, string candidates)
    {
        var decision = Requests.For(Index, selector).Decided();

        Assert.Equal(candidates, string.Join(' ', decision.Names()));
        Assert.Equal(by, decision.ResolvedBy);
        Assert.Equal(selector, decision.Selector);
    }

    [Theory]
    [InlineData("@preset/plain", null, 0)]
    [InlineData("favourite", null, 0)]
    [InlineData("@preset/open", 50, null)]
    [InlineData("@preset/brief", 1_000, 100)]
    public void Its_parameters_come_before_those_of_the_tier(string selector, int? maxTokens, int? temperature)
    {
        Assert.Equal(
            new TierParameters { MaxTokens = maxTokens, TemperatureMillis = temperature }, Requests.For(Index, selector).Decided().AppliedParameters);
    }

    [Fact]
    public void Its_demands_and_those_of_the_request_both_hold()
    {
        var contrary = Requests.For(Index, "@preset/only-b") with { Hints = new RoutingHints { Requirements = new() { AllowedProviders = [new("a")] } } };

        Assert.All(contrary.Refused().Exclusions, exclusion => Assert.Contains("provider", DecisionNames.Of(exclusion.Reason), StringComparison.Ordinal));
        Assert.Contains("vision", Requests.For(Index, "@preset/sees").Refused().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@preset/none", RoutingErrorKind.InvalidSelector, "It has brief, loop, lost")]
    [InlineData("@preset/", RoutingErrorKind.InvalidSelector, "no preset ''")]
    [InlineData("@preset/nested", RoutingErrorKind.UnknownModel, "which leads to no model")]
    [InlineData("@preset/loop", RoutingErrorKind.UnknownModel, "which leads to no model")]
    [InlineData("@preset/lost", RoutingErrorKind.UnknownModel, "'nowhere'")]
    public void One_that_leads_nowhere_says_so(string selector, RoutingErrorKind kind, string message)
    {
        var error = Requests.For(Index, selector).Refused();

        Assert.Equal(kind, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_prompt_is_read_where_a_preset_leaves_the_choice_open()
    {
        Assert.True(RoutingPipeline.ReadsPrompt(Index, "@preset/open", default));
        Assert.False(RoutingPipeline.ReadsPrompt(Index, "@preset/plain", default));
    }
}
