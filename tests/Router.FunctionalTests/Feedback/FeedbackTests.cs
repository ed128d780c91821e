using System.Net;
using System.Net.Http.Json;
using Aspire.Routing.V1;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Feedback;

public sealed class FeedbackTests
{
    private const string Path = "/v1/routing/feedback";

    [Fact]
    public async Task A_verdict_on_a_decision_reaches_the_catalog()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = new FakeCatalog();
        await catalog.ComeAsync();
        catalog.Send(Catalogs.Of(upstream.Address) with { Revision = 1 });
        await using var router = await RouterUnderTest.StartFedAsync(new(), catalog.Argument);
        await Eventually.Is(async () => (await router.Http.ChatAsync("auto")).IsSuccessStatusCode);
        var decision = (await router.Http.ChatAsync("auto")).Header("x-routing-decision");

        using var kept = await router.Http.PostAsJsonAsync(Path, new { decision_id = decision, rating = 4, judge_score = 0.8131 });

        Assert.Equal(HttpStatusCode.Accepted, kept.StatusCode);
        var id = (await kept.JsonAsync()).GetProperty("feedback").GetString()!;
        await Eventually.Is(() => catalog.Stored.ContainsKey(id) && catalog.Stored.ContainsKey(decision));
        var stored = catalog.Stored[id].Feedback;
        Assert.Equal((decision, 4, 813, false), (stored.DecisionId, stored.Rating, stored.JudgeMillis, stored.HasSuccess));
        Assert.Equal("conversational", catalog.Stored[decision].Decision.Capability);
    }

    [Fact]
    public async Task Every_fault_of_a_verdict_is_named_at_once()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new("http://127.0.0.1:9")));

        using var refused = await router.Http.PostAsJsonAsync(Path, new { decision_id = "d", rating = 9, judge_score = -1, capability = "flying" });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var message = (await refused.ErrorAsync()).GetProperty("message").GetString();
        Assert.All(["decision_id", "rating", "judge_score", "capability"], field => Assert.Contains(field + ":", message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"decision_id":7}""")]
    [InlineData("""{"raiting":5}""")]
    public async Task A_body_that_is_no_verdict_is_refused(string body)
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new("http://127.0.0.1:9")));
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

        using var refused = await router.Http.PostAsync(Path, content);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("invalid_request_error", (await refused.ErrorAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Grpc_takes_the_same_verdicts()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new("http://127.0.0.1:9")));
        var client = new FeedbackService.FeedbackServiceClient(router.Channel);

        var kept = await client.GiveFeedbackAsync(new() { DecisionId = Guid.CreateVersion7().ToString(), Success = false });
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.GiveFeedbackAsync(new() { DecisionId = "d" }));

        Assert.Equal(7, Guid.Parse(kept.FeedbackId).Version);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Equal(["decision_id", "rating"], refused.Fields());
    }
}
