using System.Net;
using Aspire.Routing.V1;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Simulation;

namespace Router.FunctionalTests.Explaining;

public sealed class QuestionTests
{
    [Fact]
    public async Task The_last_decisions_answer_for_themselves_without_a_ledger()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address, upstream.Address));
        var id = (await router.Http.ChatAsync("beta/sim-medium")).Header("x-routing-decision");

        var explanation = await (await router.Http.GetAsync($"/v1/routing/decisions/{id}/explanation")).JsonAsync();
        var replay = await (await router.Http.GetAsync($"/v1/routing/decisions/{id}/replay")).JsonAsync();
        var flip = await router.Http.GetAsync($"/v1/routing/decisions/{id}/counterfactual");
        var preferred = await (await router.Http.GetAsync("/v1/routing/why-not")).JsonAsync();
        var other = await (await router.Http.GetAsync($"/v1/routing/why-not?model=alpha/sim-small&decision={id}")).JsonAsync();

        Assert.Equal("explicit", explanation.GetProperty("decision").GetProperty("resolved_by").GetString());
        Assert.Equal("reproduced", replay.GetProperty("verdict").GetString());
        Assert.Equal(HttpStatusCode.OK, flip.StatusCode);
        Assert.Equal("beta/sim-medium was selected because the request named it; no order of preference names another model.", preferred.GetProperty("sentence").GetString());
        Assert.Equal(id, other.GetProperty("decision_id").GetString());
        Assert.StartsWith("beta/sim-medium was selected because the request named it; alpha/sim-small was not considered: ", other.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal("not_considered", other.GetProperty("standings")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task The_same_questions_are_answered_over_grpc()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address, upstream.Address));
        var client = new DecisionService.DecisionServiceClient(router.Channel);

        var explained = (await client.ExplainAsync(new() { Model = "auto", Conversation = GrpcCalls.Says("hi") })).Explanation;
        var id = explained.Decision.Id;
        var again = (await client.ExplainAsync(new() { DecisionId = id })).Explanation;
        var replay = await client.ReplayAsync(new() { DecisionId = id });
        var flip = await client.CounterfactualAsync(new() { DecisionId = id });
        var whyNot = await client.WhyNotAsync(new() { Model = "beta/sim-medium" });

        Assert.Empty(upstream.Requests);
        Assert.Equal(explained, again);
        Assert.Equal(["alpha/sim-small", "beta/sim-medium"], explained.FallbackOrder);
        Assert.NotEmpty(explained.ComplexityParts.Measures);
        Assert.False(explained.HasExperiment);
        Assert.Equal(("reproduced", true), (replay.Verdict, replay.SameDecision));
        Assert.Null(flip.Flip);
        Assert.Equal((id, "behind", 2), (whyNot.DecisionId, whyNot.Standings[0].Kind, whyNot.Standings[0].Place));
    }

    [Fact]
    public async Task A_grpc_chat_that_asks_for_it_gets_its_explanation()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var asked = await router.Client().ChatAsync(GrpcCalls.Chat(), new Metadata { { "x-routing-explain", "true" } });
        var plain = await router.Client().ChatAsync(GrpcCalls.Chat());

        Assert.Equal(asked.Decision, asked.Explanation.Decision);
        Assert.Null(plain.Explanation);
    }

    [Fact]
    public async Task A_decision_nobody_knows_is_not_found()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new Uri("http://127.0.0.1:9")));

        var error = await (await router.Http.GetAsync("/v1/routing/decisions/nonsense/replay")).ErrorAsync();
        var none = await (await router.Http.GetAsync("/v1/routing/why-not")).ErrorAsync();
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await new DecisionService.DecisionServiceClient(router.Channel).ReplayAsync(new() { DecisionId = "nonsense" }));

        Assert.Equal("decision_not_found", error.GetProperty("code").GetString());
        Assert.Equal("decision_not_found", none.GetProperty("code").GetString());
        Assert.Equal((StatusCode.NotFound, "DECISION_NOT_FOUND"), (failure.StatusCode, failure.Reason()));
    }

    [Fact]
    public async Task Where_other_machines_reach_the_router_decisions_of_others_take_the_service_key()
    {
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(new Uri("http://127.0.0.1:9")), "--Kestrel:Endpoints:http:Url=http://0.0.0.0:0", "--allow-anonymous", "--ServiceKey=right");
        var address = new Uri(router.Http.BaseAddress!.ToString().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        using var http = new HttpClient { BaseAddress = address };

        var refused = await http.GetAsync("/v1/routing/why-not");
        http.DefaultRequestHeaders.Add("x-service-key", "right");
        var admitted = await http.GetAsync("/v1/routing/why-not");

        Assert.Equal("service_key_needed", (await refused.ErrorAsync()).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.NotFound, admitted.StatusCode);
    }
}
