using System.Net;
using Catalog.FunctionalTests.Rest;
using Grpc.Core;
using Router.FunctionalTests.Anthropic;
using Router.FunctionalTests.Running;
using Simulation;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.EndToEnd;

/// <summary>Limits of a virtual key, as its callers meet them.</summary>
public sealed class RateLimitTests
{
    private const int Limit = 6;

    [Fact]
    public async Task Three_routers_let_through_what_the_key_may_and_then_say_when_to_come_back()
    {
        var redis = await RedisServer.SharedAsync();
        var argument = $"--ConnectionStrings:redis={redis.ConnectionString}";
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync(argument);
        await using var second = await stack.StartAnotherAsync(argument);
        await using var third = await stack.StartAnotherAsync(argument);
        await stack.AddModelsAsync(upstream);
        var (_, secret) = await stack.MakeKeyAsync($$"""{"limits":{"requests_per_minute":{{Limit}},"tokens_per_minute":1000000} }""");
        var routers = new[] { stack.Router, second, third };
        foreach (var router in routers)
        {
            await router.AdmitRedisAsync();

            // Its model has come, and so has the key, which anybody may learn without spending of its limit.
            await Eventually.Is(async () => (await router.Http.ChatAsync(Keys.Model)).IsSuccessStatusCode);
            await Eventually.Is(async () => await ModelsAsync(router, secret) == HttpStatusCode.OK);
        }

        var served = 0;
        HttpResponseMessage? refused = null;
        for (var i = 0; refused is null; i++)
        {
            // A minute may end in between, and then another limit's worth is let through.
            Assert.InRange(i, 0, 3 * Limit);
            var answer = await routers[i % 3].ChatAsync(secret);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                refused = answer;
                break;
            }

            served++;
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal($"{Limit}", answer.Header("x-ratelimit-limit-requests"));
            Assert.InRange(int.Parse(answer.Header("x-ratelimit-remaining-requests"), System.Globalization.CultureInfo.InvariantCulture), 0, Limit);
            Assert.EndsWith("s", answer.Header("x-ratelimit-reset-requests"), StringComparison.Ordinal);
            Assert.Equal("1000000", answer.Header("x-ratelimit-limit-tokens"));
            answer.Dispose();
        }

        Assert.InRange(served, 1, 2 * Limit);
        Assert.InRange(refused!.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("rate_limit_exceeded", (await refused.ErrorAsync()).GetProperty("code").GetString());
        refused.Dispose();
    }

    [Fact]
    public async Task A_limit_of_no_requests_is_told_in_every_protocol_and_counts_its_model_alone()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync();
        await stack.AddModelsAsync(upstream);
        var (_, secret) = await stack.MakeKeyAsync($$"""{"limits":{"models":[{"model":"{{Keys.Model}}","requests_per_minute":0},{"model":"sim/sim-9b","tokens_per_minute":3}]} }""");
        await Eventually.Is(async () => await ModelsAsync(stack.Router, secret) == HttpStatusCode.OK && await stack.Router.StatusAsync(secret) == HttpStatusCode.TooManyRequests);

        using var message = await stack.Router.Http.PostToAsync(Messages.Path, Messages.Body(Keys.Model), ("x-api-key", secret));
        var grpc = await Assert.ThrowsAsync<RpcException>(async () => await stack.Router.Client().ChatAsync(GrpcCalls.Chat(Keys.Model), Keys.Metadata(secret)));
        using var large = await stack.Router.ChatAsync(secret, "sim/sim-9b");

        Assert.Equal(HttpStatusCode.TooManyRequests, message.StatusCode);
        Assert.Equal("rate_limit_error", (await message.MessageErrorAsync()).GetProperty("type").GetString());
        Assert.Equal(("0", "0"), (message.Header("anthropic-ratelimit-requests-limit"), message.Header("anthropic-ratelimit-requests-remaining")));
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMIT_EXCEEDED"), (grpc.StatusCode, grpc.Reason()));
        Assert.Equal((HttpStatusCode.TooManyRequests, "3"), (large.StatusCode, large.Header("x-ratelimit-limit-tokens")));
        Assert.Contains("This request alone takes", (await large.ErrorAsync()).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Embeddings_count_against_the_limits_of_their_key()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync();
        await stack.AddModelsAsync(upstream);
        using var model = await stack.Catalog.Http.PutJsonAsync(
            "/api/v1/models/sim/sim-vectors", """{"capabilities":["embeddings"],"context_window":8192,"prices":[{"input":0.02,"output":0}]}""");
        var (_, few) = await stack.MakeKeyAsync("""{"limits":{"requests_per_minute":0}}""");
        var (_, small) = await stack.MakeKeyAsync("""{"limits":{"tokens_per_minute":3}}""");
        Task<HttpResponseMessage> EmbedAsync(string secret) => stack.Router.Http.PostToAsync(
            "/v1/embeddings", """{"model":"sim/sim-vectors","input":"ten words are more than a limit of three tokens allows"}""", ("Authorization", $"Bearer {secret}"));
        await Eventually.Is(async () => (await EmbedAsync("none")).StatusCode == HttpStatusCode.OK
            && await ModelsAsync(stack.Router, few) == HttpStatusCode.OK && await ModelsAsync(stack.Router, small) == HttpStatusCode.OK);
        var served = upstream.Counters.Requests;

        using var none = await EmbedAsync(few);
        using var large = await EmbedAsync(small);

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests), (none.StatusCode, large.StatusCode));
        Assert.Equal(("0", "3"), (none.Header("x-ratelimit-limit-requests"), large.Header("x-ratelimit-limit-tokens")));
        Assert.Equal(served, upstream.Counters.Requests);
    }

    private static async Task<HttpStatusCode> ModelsAsync(RouterUnderTest router, string secret)
    {
        using var answer = await router.Http.SendAsync(new(HttpMethod.Get, "/v1/models") { Headers = { { "Authorization", $"Bearer {secret}" } } });
        return answer.StatusCode;
    }
}
