using System.Net;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Http;

public sealed class PlainAnswerTests
{
    [Fact]
    public async Task An_answer_reaches_the_caller_byte_for_byte()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        const string Answer = """{ "id":"x", "choices":[{"index":0,"message":{"role":"assistant","content":"Hel\u006co","future":[1, 2]},"finish_reason":"stop"}], "unknown": {"kept":true} }""";
        upstream.Replies(Reply.Raw(Answer, "application/json"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.ChatAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Answer, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_request_reaches_the_provider_with_nothing_changed_but_the_model()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        await router.Http.PostJsonAsync("""{ "messages":[{"role":"user","content":"h\u0069"}],  "model" : "alpha/sim-small", "unknown":{"a":[1.50, null]},"temperature":0.30 }""");

        Assert.Equal(
            """{ "messages":[{"role":"user","content":"h\u0069"}],  "model" : "sim-small", "unknown":{"a":[1.50, null]},"temperature":0.30 }""",
            Assert.Single(upstream.Requests).Body);
    }

    [Fact]
    public async Task Headers_of_caller_and_router_stay_this_side_of_the_provider()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        router.Http.DefaultRequestHeaders.Add("authorization", "Bearer callers-own");
        router.Http.DefaultRequestHeaders.Add("cookie", "session=1");
        router.Http.DefaultRequestHeaders.Add("x-routing-agent", "agent-1");
        router.Http.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        await router.Http.ChatAsync();

        var headers = Assert.Single(upstream.Requests).Headers;
        Assert.DoesNotContain("callers-own", string.Join(' ', headers.Values), StringComparison.Ordinal);
        Assert.DoesNotContain("cookie", headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain("x-routing-agent", headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain("traceparent", headers.Keys, StringComparer.OrdinalIgnoreCase);
    }
}
