using Routing.Catalog;
using Routing.Decisions;
using Routing.Tests.Decisions;

namespace Routing.Tests.Filters;

public class KeyScopeTests
{
    [Theory]
    [InlineData("oak-1", "a/oak-1")]
    [InlineData("a/oak-1", "a/oak-1")]
    [InlineData("vendor/oak-1", "b/vendor/oak-1")]
    public void Only_allowed_models_serve_however_they_are_written(string allowed, string served)
    {
        var decision = With(new() { AllowedModels = new([allowed]) }, "oak-1").Decided();

        Assert.Equal(served, decision.Names()[0]);
    }

    [Fact]
    public void Only_allowed_providers_serve()
    {
        var decision = With(new() { AllowedProviders = new(["b"]) }, "auto").Decided();

        Assert.All(decision.Names(), name => Assert.StartsWith("b/", name, StringComparison.Ordinal));
        Assert.Contains(decision.Exclusions, exclusion => exclusion.Reason == ExclusionReason.NotInKeyScope);
    }

    [Fact]
    public void A_model_beyond_the_key_is_refused_though_it_is_named()
    {
        var error = With(new() { AllowedModels = new(["elm-2"]) }, "a/oak-1").Refused();

        Assert.All(error.Exclusions, exclusion => Assert.Equal(ExclusionReason.NotInKeyScope, exclusion.Reason));
        Assert.Contains("the key does not reach this model", error.Message, StringComparison.Ordinal);
        Assert.Equal(RelaxationKind.Key, Assert.Single(error.Relaxation!.Steps).Kind);
    }

    [Theory]
    [InlineData(Capabilities.Tools, false)]
    [InlineData(Capabilities.None, true)]
    [InlineData(Capabilities.Chat | Capabilities.Streaming, true)]
    public void A_request_that_needs_what_the_key_does_not_allow_is_refused(Capabilities needed, bool serves)
    {
        var input = With(new() { AllowedCapabilities = Capabilities.Vision }, "auto");
        var outcome = RoutingPipeline.Decide(input with { Features = input.Features with { RequiredCapabilities = needed } });

        Assert.Equal(serves, outcome is RoutingOutcome.Decided);
        if (outcome is RoutingOutcome.Refused(var error))
        {
            Assert.Contains("the key does not allow tools", error.Message, StringComparison.Ordinal);
        }
    }

    private static DecisionInput With(KeyScope scope, string selector) => Requests.For(Towns.Index, selector) with { KeyScope = scope };
}
