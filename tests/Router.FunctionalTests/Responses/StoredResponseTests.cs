using System.Net;
using System.Text.Json;
using Router.FunctionalTests.Budgets;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Responses;

/// <summary>Responses that go on from one that its provider keeps.</summary>
public sealed class StoredResponseTests
{
    private const string Path = "/v1/responses";
    private const string Kept = """{"id":"resp_one","object":"response","status":"completed","store":true,"model":"gpt-x","output":[{"type":"message","content":[{"type":"output_text","text":"Hello"}]}],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}""";

    private static readonly string KeptStream =
        "data: " + """{"type":"response.created","sequence_number":0,"response":{"id":"resp_one","status":"in_progress","store":true,"output":[]}}""" + "\n\n"
        + "data: " + """{"type":"response.output_text.delta","sequence_number":1,"item_id":"m","delta":"Hello"}""" + "\n\n"
        + "data: " + $$"""{"type":"response.completed","sequence_number":2,"response":{{Kept}}}""" + "\n\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_gave_it_goes_on_whatever_tier_is_asked_for(bool stream)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        second.For().Always(stream ? Reply.Raw(KeptStream, "text/event-stream") : Reply.Raw(Kept, "application/json"));
        await using var router = await RouterUnderTest.StartAsync(CatalogOf(first, second));

        var begun = await router.Http.PostToAsync(Path, Body("beta/sim-medium", stream));
        var id = await IdAsync(begun, stream);
        Assert.StartsWith("resp_one.", id, StringComparison.Ordinal);
        var next = await router.Http.PostToAsync(Path, Body("fast", stream, id));

        Assert.Equal((HttpStatusCode.OK, "beta", "sim-medium"), (next.StatusCode, next.Header("x-routing-provider"), next.Header("x-routing-model")));
        Assert.Contains("\"previous_response_id\":\"resp_one\"", second.Requests[^1].Body, StringComparison.Ordinal);
        Assert.Equal(id, await IdAsync(next, stream));
        Assert.Equal(0, first.Counters.Requests);
    }

    [Fact]
    public async Task Another_model_of_the_same_provider_may_be_named()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Raw(Kept, "application/json"));
        var catalog = CatalogOf(upstream);
        var other = catalog.Deployments[0] with { Id = new(new("alpha"), "sim-large"), CanonicalId = new("sim-large") };
        await using var router = await RouterUnderTest.StartAsync(catalog with { Deployments = catalog.Deployments.Add(other) });
        var id = await IdAsync(await router.Http.PostToAsync(Path, Body("fast", stream: false)), stream: false);

        var next = await router.Http.PostToAsync(Path, Body("alpha/sim-large", stream: false, id));

        Assert.Equal("sim-large", next.Header("x-routing-model"));
    }

    [Fact]
    public async Task Nobody_else_takes_over_when_that_provider_fails()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Raw(Kept, "application/json"));
        await using var router = await RouterUnderTest.StartAsync(CatalogOf(first, second));
        var id = await IdAsync(await router.Http.PostToAsync(Path, Body("fast", stream: false)), stream: false);
        first.For().Always(Reply.Error(500));

        var next = await router.Http.PostToAsync(Path, Body("fast", stream: false, id));

        Assert.Equal(HttpStatusCode.BadGateway, next.StatusCode);
        Assert.Contains("alpha alone keeps the response", (await next.ErrorAsync()).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, second.Counters.Requests);
    }

    [Fact]
    public async Task What_nobody_keeps_is_refused_with_what_to_do()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        var translated = await router.Http.PostToAsync(Path, Body("fast", stream: false));
        var answer = await translated.JsonAsync();
        Assert.False(answer.GetProperty("store").GetBoolean());

        var next = await router.Http.PostToAsync(Path, Body("fast", stream: false, answer.GetProperty("id").GetString()));

        Assert.Equal(HttpStatusCode.BadRequest, next.StatusCode);
        var error = await next.ErrorAsync();
        Assert.Equal("previous_response_id", error.GetProperty("param").GetString());
        Assert.Contains("send the whole conversation", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_is_what_a_provider_keeps_that_is_no_longer_served()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Raw(Kept, "application/json"));
        await using var before = await RouterUnderTest.StartAsync(CatalogOf(upstream));
        var id = await IdAsync(await before.Http.PostToAsync(Path, Body("fast", stream: false)), stream: false);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var next = await router.Http.PostToAsync(Path, Body("fast", stream: false, id));

        Assert.Equal(HttpStatusCode.BadRequest, next.StatusCode);
        var error = await next.ErrorAsync();
        Assert.Equal(("previous_response_not_found", "previous_response_id"), (error.GetProperty("code").GetString(), error.GetProperty("param").GetString()));
        Assert.Contains("send the whole conversation", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_gone_on_from_with_the_key_it_was_given_to(bool stream)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(stream ? Reply.Raw(KeptStream, "text/event-stream") : Reply.Raw(Kept, "application/json"));
        upstream.Replies(429, retryAfter: 2);
        await using var router = await RouterUnderTest.StartAsync(Keyed(upstream), "--ALPHA_TEST_KEY=one,two");
        var id = await IdAsync(await router.Http.PostToAsync(Path, Body("fast", stream)), stream);
        Assert.Equal("Bearer two", upstream.Requests[^1].Headers["Authorization"]);

        // The first key has rested, and would be used again.
        await Eventually.Is(async () =>
        {
            using var answer = await router.Http.PostToAsync(Path, Body("fast", stream));
            await answer.Content.ReadAsByteArrayAsync();
            return upstream.Requests[^1].Headers["Authorization"] == "Bearer one";
        });
        var next = await router.Http.PostToAsync(Path, Body("fast", stream, id));

        Assert.Equal(id, await IdAsync(next, stream));
        Assert.Equal("Bearer two", upstream.Requests[^1].Headers["Authorization"]);
    }

    [Fact]
    public async Task No_other_key_takes_over()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw(Kept, "application/json"));
        await using var router = await RouterUnderTest.StartAsync(Keyed(upstream), "--ALPHA_TEST_KEY=one,two");
        var id = await IdAsync(await router.Http.PostToAsync(Path, Body("fast", stream: false)), stream: false);
        upstream.For().Always(Reply.Error(429, retryAfter: 60));

        var next = await router.Http.PostToAsync(Path, Body("fast", stream: false, id));

        Assert.Equal(HttpStatusCode.TooManyRequests, next.StatusCode);
        Assert.All(upstream.Requests, static request => Assert.Equal("Bearer one", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_key_that_is_gone_is_said_to_be()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Raw(Kept, "application/json"));
        await using var before = await RouterUnderTest.StartAsync(Keyed(upstream), "--ALPHA_TEST_KEY=one,two");
        var id = await IdAsync(await before.Http.PostToAsync(Path, Body("fast", stream: false)), stream: false);
        await using var router = await RouterUnderTest.StartAsync(Keyed(upstream), "--ALPHA_TEST_KEY=two");

        var next = await router.Http.PostToAsync(Path, Body("fast", stream: false, id));
        var read = await router.Http.GetAsync(new Uri($"{Path}/{id}", UriKind.Relative));

        var error = await next.ErrorAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "previous_response_not_found"), (next.StatusCode, error.GetProperty("code").GetString()));
        Assert.Contains("does not hold any more", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, "response_not_found"), (read.StatusCode, (await read.ErrorAsync()).GetProperty("code").GetString()));
        Assert.Equal(1, upstream.Counters.Requests);
    }

    [Fact]
    public async Task Its_earlier_turns_cost_as_much_as_the_window_can_hold()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Raw(Kept, "application/json"));

        // A window of 100,000 tokens at $0.15 a million is $0.015.
        await using var router = await BudgetedRouter.StartAsync(CatalogOf(upstream), BudgetedRouter.Budget(0.01m));
        var id = await IdAsync(await router.Http.PostToAsync(Path, Body("alpha/sim-small", stream: false)), stream: false);

        var next = await router.Http.PostToAsync(Path, Body("alpha/sim-small", stream: false, id));

        Assert.Equal(HttpStatusCode.PaymentRequired, next.StatusCode);
    }

    private static CatalogSnapshot Keyed(ProviderSimulator upstream)
    {
        var snapshot = CatalogOf(upstream);
        return snapshot with { Providers = [snapshot.Providers[0] with { ApiKeyEnvironment = "ALPHA_TEST_KEY" }] };
    }

    private static string Body(string model, bool stream, string? previous = null) => JsonSerializer.Serialize(previous is null
        ? new { model, input = "hi", stream, max_output_tokens = 10 }
        : (object)new { model, input = "go on", stream, max_output_tokens = 10, previous_response_id = previous });

    private static async Task<string> IdAsync(HttpResponseMessage response, bool stream)
    {
        if (!stream)
        {
            return (await response.JsonAsync()).GetProperty("id").GetString()!;
        }

        var read = await ResponseStream.ReadAsync(response);
        return Assert.Single(read.Events.Where(static one => one.TryGetProperty("response", out _)).Select(static one => one.GetProperty("response").GetProperty("id").GetString()!).Distinct());
    }

    private static CatalogSnapshot CatalogOf(ProviderSimulator first, ProviderSimulator? second = null)
    {
        var snapshot = second is null ? Catalogs.Of(first.Address) : Catalogs.Of(first.Address, second.Address);
        return snapshot with { Providers = [.. snapshot.Providers.Select(static provider => provider with { Profile = "openai" })] };
    }
}
