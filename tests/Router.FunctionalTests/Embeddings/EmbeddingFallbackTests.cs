using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Health;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Embeddings;

public sealed class EmbeddingFallbackTests
{
    private const string Path = "/v1/embeddings";
    private const string Body = """{"model":"fast","input":"a"}""";
    private const string Allow = "x-routing-allow-other-models";

    public static TheoryData<string> Failures => [.. Scripts.Keys];

    private static readonly Dictionary<string, Reply> Scripts = new()
    {
        ["429"] = Reply.Error(429),
        ["500"] = Reply.Error(500),
        ["404"] = Reply.Error(404),
        ["reset"] = Reply.Refuse(),
        ["html"] = Reply.Html(),
        ["a gzip bomb"] = Reply.Endless(compressed: true),
        ["endless JSON"] = Reply.Endless(),
        ["no vectors"] = Reply.Json(new { data = Array.Empty<object>() }),
        ["too few vectors"] = Reply.Json(new { data = new object[] { new { index = 0 } } }),
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task The_same_model_elsewhere_takes_over(string failure)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Scripts[failure]);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address).ThatEmbed().OfOneModel());

        var response = await router.Http.PostToAsync(Path, Body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("beta", response.Header("x-routing-provider"));
        Assert.Equal("2", response.Header("x-routing-attempts"));
    }

    [Fact]
    public async Task Another_model_does_not_and_the_error_says_why()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(500);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address).ThatEmbed());

        var response = await router.Http.PostToAsync(Path, Body);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains(Allow, (await response.ErrorAsync()).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("1", response.Header("x-routing-attempts"));
        Assert.Equal(0, second.Counters.Requests);
    }

    [Fact]
    public async Task Another_model_does_where_the_caller_allows_it()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(500);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address).ThatEmbed());
        router.Http.DefaultRequestHeaders.Add(Allow, "true");

        var response = await router.Http.PostToAsync(Path, Body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("sim-medium", response.Header("x-routing-model"));
    }

    [Fact]
    public async Task A_model_that_is_cooling_down_is_not_quietly_replaced_by_another()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(429, retryAfter: 60);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address).ThatEmbed());
        await router.Http.PostToAsync(Path, Body);
        await Eventually.Is(() => Cooling(router));

        var response = await router.Http.PostToAsync(Path, Body);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var error = await response.ErrorAsync();
        Assert.Equal("no_usable_model", error.GetProperty("code").GetString());
        Assert.Contains("could not be compared", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, second.Counters.Requests);
    }

    private static bool Cooling(RouterUnderTest router) =>
        router.Services.GetRequiredService<CurrentHealth>().Embeddings.For(Catalogs.First).CoolingUntil is not null;
}
