using Aspire.Routing.V1;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Embeddings;

public sealed class EmbedTests
{
    [Theory]
    [InlineData("openai-compatible", "/v1")]
    [InlineData("gemini", "/v1beta")]
    [InlineData("ollama", "/")]
    public async Task Vectors_come_with_usage_decision_and_trailers(string profile, string root)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, root), profile).ThatEmbed());

        using var call = router.Client().EmbedAsync(new() { Model = "sim-small", Input = { "a", "b" }, Dimensions = 3 });
        var answer = await call.ResponseAsync;

        Assert.Equal([3, 3], answer.Embeddings.Select(vector => vector.Values.Count));
        Assert.Equal(1, answer.Embeddings[0].Values.Sum(value => (double)value * value), 3);
        Assert.NotEqual(answer.Embeddings[0].Values, answer.Embeddings[1].Values);
        Assert.Equal(("sim-small", 1), (answer.Model, answer.Attempts));
        Assert.True(answer.Usage.InputTokens > 0);
        Assert.Equal(0, answer.Usage.OutputTokens);
        Assert.Equal(answer.Decision.Id, call.GetTrailers().GetValue("x-routing-decision"));
        Assert.Equal("alpha", call.GetTrailers().GetValue("x-routing-provider"));
    }

    [Fact]
    public async Task Faults_are_named()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address).ThatEmbed());

        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await router.Client().EmbedAsync(new() { Input = { "a", "" }, Dimensions = 0 }));

        Assert.Equal("INVALID_REQUEST", failure.Reason());
        Assert.Equal(["input[1]", "dimensions"], failure.Fields());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_model_answers_only_where_the_caller_allows_it(bool allowed)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Error(500));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address).ThatEmbed());
        var request = new EmbedRequest { Model = "fast", Input = { "a" }, AllowOtherModels = allowed };

        if (allowed)
        {
            Assert.Equal("sim-medium", (await router.Client().EmbedAsync(request)).Model);
            return;
        }

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await router.Client().EmbedAsync(request));
        Assert.Equal("PROVIDERS_FAILED", failure.Reason());
        Assert.Contains("allow_other_models", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, second.Counters.Requests);
    }
}
