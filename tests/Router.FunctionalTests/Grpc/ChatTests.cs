using Aspire.Routing.V1;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Grpc;

public sealed class ChatTests
{
    [Fact]
    public async Task An_answer_comes_with_usage_decision_and_trailers()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Text("Hello") with { Usage = new(11, 3, Cached: 4) });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        using var call = router.Client().ChatAsync(GrpcCalls.Chat());
        var answer = await call.ResponseAsync;

        Assert.Equal("Hello", Assert.Single(answer.Message.Content).Text);
        Assert.Equal("assistant", answer.Message.Role);
        Assert.Equal(FinishReason.Stop, answer.FinishReason);
        Assert.Equal((11, 3, 4), (answer.Usage.InputTokens, answer.Usage.OutputTokens, answer.Usage.CachedInputTokens));
        Assert.Equal(1, answer.Attempts);
        Assert.Equal("fast", answer.Decision.Tier);
        Assert.Equal("alpha", Assert.Single(answer.Decision.Candidates).Provider);
        var trailers = call.GetTrailers();
        Assert.Equal("sim-small", trailers.GetValue("x-routing-model"));
        Assert.Equal("alpha", trailers.GetValue("x-routing-provider"));
        Assert.Equal("fast", trailers.GetValue("x-routing-tier"));
        Assert.Equal("1", trailers.GetValue("x-routing-attempts"));
        Assert.Equal(answer.Decision.Id, trailers.GetValue("x-routing-decision"));
        Assert.Matches("^[0-9a-f]{32}$", trailers.GetValue("x-request-id"));
    }

    [Fact]
    public async Task The_next_candidate_answers_when_one_fails()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(500);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));

        var answer = await router.Client().ChatAsync(GrpcCalls.Chat());

        Assert.Equal("sim-medium", answer.Model);
        Assert.Equal(2, answer.Attempts);
    }

    [Fact]
    public async Task Tools_travel_both_ways()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Tool("weather", """{"city":"Oslo"}"""));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        var request = GrpcCalls.Chat();
        request.Conversation.Tools.Add(new Tool
        {
            Name = "weather",
            Description = "Tells the weather.",
            Parameters = Google.Protobuf.WellKnownTypes.Struct.Parser.ParseJson("""{"type":"object","properties":{"city":{"type":"string"}}}"""),
        });
        request.Conversation.ToolChoice = "weather";

        var answer = await router.Client().ChatAsync(request);

        var call = Assert.Single(answer.Message.ToolCalls);
        Assert.Equal(("weather", """{"city":"Oslo"}"""), (call.Name, call.Arguments));
        Assert.Equal(FinishReason.ToolCalls, answer.FinishReason);
        var sent = Assert.Single(upstream.Requests).Body;
        Assert.Contains("\"weather\"", sent, StringComparison.Ordinal);
        Assert.Contains("\"city\"", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_ends_the_upstream_call()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Hang());
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        // Where a call takes its time, it may be over before the provider has heard of it.
        await TestKit.Eventually.Is(async () =>
        {
            var failure = await Assert.ThrowsAsync<RpcException>(
                async () => await router.Client().ChatAsync(GrpcCalls.Chat(), deadline: DateTime.UtcNow.AddSeconds(1)));
            Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
            return upstream.Counters.Requests > 0;
        });

        await TestKit.Eventually.Is(() => upstream.Counters is { InFlight: 0, Aborts: > 0 });
    }
}
