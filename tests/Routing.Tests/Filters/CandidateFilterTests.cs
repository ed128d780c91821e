using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Health;
using Routing.Tests.Decisions;

namespace Routing.Tests.Filters;

/// <summary>Each filter seen through a decision: the first entry of the balanced tier drops out, the second one serves.</summary>
public class CandidateFilterTests
{
    private static readonly DecisionInput Balanced = Requests.For(Towns.Index, "balanced");

    [Fact]
    public void Nothing_is_excluded_when_nothing_speaks_against_it() => Assert.Empty(Balanced.Decided().Exclusions);

    [Fact]
    public void Excludes_a_disabled_deployment() =>
        Excludes(Balanced with { Index = Elm(elm => elm with { Enabled = false }) }, ExclusionReason.Disabled, "disabled by an operator");

    [Fact]
    public void Excludes_the_deployments_of_a_disabled_provider()
    {
        var off = Towns.Snapshot.Providers[0] with { Enabled = false };
        var index = new CatalogIndex(Towns.Snapshot with { Providers = [off, .. Towns.Snapshot.Providers.Skip(1)] });

        Excludes(Balanced with { Index = index }, ExclusionReason.Disabled, "provider a is disabled");
    }

    [Fact]
    public void Excludes_a_retired_model() =>
        Excludes(Balanced with { Index = Elm(elm => elm with { Lifecycle = Lifecycle.Retired }) }, ExclusionReason.Lifecycle, "retired: it no longer answers");

    [Fact]
    public void Excludes_a_model_from_its_retirement_date_on()
    {
        var index = Elm(elm => elm with { RetiresAt = Requests.Noon });

        Excludes(Balanced with { Index = index }, ExclusionReason.Lifecycle, "retired on 2026-03-14: it no longer answers");
        Assert.Empty((Balanced with { Index = index, Time = Requests.Noon.AddTicks(-1) }).Decided().Exclusions);
    }

    [Fact]
    public void Excludes_a_deprecated_model_unless_it_is_named()
    {
        var index = Elm(elm => elm with { Lifecycle = Lifecycle.Deprecated });

        Excludes(Balanced with { Index = index }, ExclusionReason.Lifecycle, "deprecated: it is chosen only when named");
        Assert.Equal(["a/elm-2"], Requests.For(index, "elm-2").Decided().Names());
    }

    [Fact]
    public void A_preview_model_is_eligible() =>
        Assert.Empty((Balanced with { Index = Elm(elm => elm with { Lifecycle = Lifecycle.Preview }) }).Decided().Exclusions);

    [Fact]
    public void Excludes_a_profile_without_an_adapter()
    {
        var other = Towns.Snapshot.Providers[0] with { Profile = "anthropic" };
        var index = new CatalogIndex(Towns.Snapshot with { Providers = [other, .. Towns.Snapshot.Providers.Skip(1)] });

        Excludes(Balanced with { Index = index }, ExclusionReason.ProfileUnsupported, "profile anthropic is not served by this router");
    }

    [Fact]
    public void Excludes_a_provider_whose_key_is_missing() =>
        Excludes(Balanced.Without("a"), ExclusionReason.CredentialMissing, "A_API_KEY is not set");

    [Fact]
    public void A_provider_that_wants_no_key_needs_none()
    {
        var open = Towns.Snapshot.Providers[0] with { ApiKeyEnvironment = null };
        var index = new CatalogIndex(Towns.Snapshot with { Providers = [open, .. Towns.Snapshot.Providers.Skip(1)] });

        Assert.Empty((Balanced.Without("a") with { Index = index }).Decided().Exclusions);
    }

    [Fact]
    public void Keeps_to_the_providers_a_request_allows() =>
        Excludes(Requiring(new() { AllowedProviders = [new("b"), new("c")] }), ExclusionReason.ProviderNotAllowed, "the request allows only b, c");

    [Fact]
    public void Keeps_away_from_the_providers_a_request_denies() =>
        Excludes(Requiring(new() { AllowedProviders = [new("a"), new("b")], DeniedProviders = [new("a")] }), ExclusionReason.ProviderDenied, "the request denies a");

    [Theory]
    [InlineData(Capabilities.Tools, "it does not offer tools")]
    [InlineData(Capabilities.Tools | Capabilities.Streaming, "it does not offer streaming, tools")]
    public void Excludes_what_cannot_do_what_the_request_needs(Capabilities needed, string detail)
    {
        var index = Elm(elm => elm with { Capabilities = Capabilities.Chat });

        Excludes(Balanced with { Index = index, Features = new() { RequiredCapabilities = needed } }, ExclusionReason.CapabilityMissing, detail);
        Excludes(Requiring(new() { Capabilities = needed }) with { Index = index }, ExclusionReason.CapabilityMissing, detail);
    }

    [Fact]
    public void Excludes_a_model_that_only_embeds() =>
        Excludes(Balanced with { Index = Elm(elm => elm with { Capabilities = Capabilities.Embeddings }) }, ExclusionReason.CapabilityMissing, "it does not offer chat");

    [Fact]
    public void What_nobody_has_described_is_trusted_when_it_is_named()
    {
        var index = Towns.With("c/wild", wild => wild with { Capabilities = Capabilities.Chat });
        var input = Requests.For(index, "wild") with { Features = new() { RequiredCapabilities = Capabilities.Vision } };

        Assert.Equal(["c/wild"], input.Decided().Names());
    }

    [Fact]
    public void Excludes_what_prompt_and_answer_do_not_fit_into()
    {
        var index = Elm(elm => elm with { ContextWindow = 1_000 });
        var exact = new RequestFeatures { EstimatedInputTokens = 900, MaxOutputTokens = 100 };

        Assert.Empty((Balanced with { Index = index, Features = exact }).Decided().Exclusions);
        Excludes(
            Balanced with { Index = index, Features = exact with { EstimatedInputTokens = 901 } },
            ExclusionReason.ContextTooSmall,
            "its context window of 1000 tokens is too small for about 1001");
    }

    [Fact]
    public void Excludes_a_context_window_below_the_one_asked_for()
    {
        Excludes(
            Requiring(new() { MinimumContext = 60_000 }) with { Index = Elm(elm => elm with { ContextWindow = 50_000 }) },
            ExclusionReason.ContextTooSmall,
            "its context window of 50000 tokens is smaller than the 60000 asked for");
        Excludes(
            Requiring(new() { MinimumContext = 60_000 }) with { Index = Elm(elm => elm with { ContextWindow = 0 }) },
            ExclusionReason.ContextTooSmall,
            "its context window is unknown and at least 60000 tokens are asked for");
    }

    [Fact]
    public void An_unknown_context_window_is_given_the_benefit_of_the_doubt()
    {
        var input = Balanced with { Index = Elm(elm => elm with { ContextWindow = 0 }), Features = new() { EstimatedInputTokens = 90_000 } };

        Assert.Empty(input.Decided().Exclusions);
    }

    [Fact]
    public void Excludes_an_open_circuit() =>
        Excludes(
            Unwell(new() { Circuit = CircuitState.Open, Cause = "9 of 10 calls failed" }),
            ExclusionReason.CircuitOpen,
            "circuit open: 9 of 10 calls failed");

    [Fact]
    public void Excludes_what_an_operator_has_isolated() =>
        Excludes(Unwell(new() { Circuit = CircuitState.Isolated }), ExclusionReason.Isolated, "isolated: an operator has taken it out");

    [Fact]
    public void A_half_open_circuit_may_be_tried() =>
        Assert.Empty(Unwell(new() { Circuit = CircuitState.HalfOpen }).Decided().Exclusions);

    [Fact]
    public void Excludes_what_is_cooling_down_until_its_time_is_up()
    {
        var input = Unwell(new() { CoolingUntil = Requests.Noon.AddSeconds(20) });

        Excludes(input, ExclusionReason.CoolingDown, "cooling down until 2026-03-14T12:00:20Z");
        Assert.Empty((input with { Time = Requests.Noon.AddSeconds(20) }).Decided().Exclusions);
    }

    [Fact]
    public void A_tier_entry_the_catalog_does_not_list_is_said_to_be_missing()
    {
        var tiers = Towns.Snapshot.Tiers.Select(tier => tier.Name == TierNames.Balanced ? tier with { Entries = [Towns.Id("a/gone"), .. tier.Entries] } : tier);
        var decision = (Balanced with { Index = new(Towns.Snapshot with { Tiers = [.. tiers] }) }).Decided();

        Assert.Equal(new Exclusion(Towns.Id("a/gone"), ExclusionReason.NotInCatalog, "the catalog does not list it"), Assert.Single(decision.Exclusions));
    }

    private static CatalogIndex Elm(Func<Deployment, Deployment> change) => Towns.With("a/elm-2", change);

    private static DecisionInput Requiring(Requirements requirements) => Balanced with { Hints = new() { Requirements = requirements } };

    private static DecisionInput Unwell(HealthState state) =>
        Balanced with { Health = new HealthView(new Dictionary<DeploymentId, HealthState> { [Towns.Id("a/elm-2")] = state }) };

    private static void Excludes(DecisionInput input, ExclusionReason reason, string detail)
    {
        var decision = input.Decided();

        Assert.Equal(["b/ash-3"], decision.Names());
        Assert.Equal(new Exclusion(Towns.Id("a/elm-2"), reason, detail), Assert.Single(decision.Exclusions));
        Assert.Contains($"a/elm-2 passed over: {detail}", decision.Reasons);
    }
}
