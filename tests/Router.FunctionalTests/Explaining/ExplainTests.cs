using System.Net;
using System.Text;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Explaining;

public sealed class ExplainTests
{
    [Fact]
    public async Task A_chat_body_is_explained_and_not_sent()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.PostAsync("/v1/routing/explain", Json(Chats.Body("auto")));
        var explanation = await response.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(upstream.Requests);
        var decision = explanation.GetProperty("decision");
        Assert.Equal("alpha/sim-small", decision.GetProperty("candidates")[0].GetProperty("deployment").GetString());
        Assert.Equal("auto", decision.GetProperty("resolved_by").GetString());
        Assert.NotEmpty(explanation.GetProperty("complexity_parts").GetProperty("measures").EnumerateArray());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, explanation.GetProperty("experiment").ValueKind);
        Assert.Equal(response.Header("x-routing-decision"), explanation.GetProperty("decision_id").GetString());
    }

    [Fact]
    public async Task What_is_wrong_with_it_is_said_as_of_a_chat()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new Uri("http://127.0.0.1:9")));

        Assert.Equal(HttpStatusCode.BadRequest, (await router.Http.PostAsync("/v1/routing/explain", Json("{}"))).StatusCode);
        var unknown = await router.Http.PostAsync("/v1/routing/explain", Json(Chats.Body("nonsense")));
        Assert.Equal("model_not_found", (await unknown.ErrorAsync()).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await router.Http.GetAsync("/v1/routing/explain")).StatusCode);
    }

    [Theory]
    [InlineData("openai-compatible")]
    [InlineData("ollama")]
    public async Task A_chat_that_asks_for_it_gets_its_explanation_in_a_field(string profile)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Text("Hello"));
        await using var router = await RouterUnderTest.StartAsync(Catalog(upstream, profile));
        router.Http.DefaultRequestHeaders.Add("x-routing-explain", "true");

        var response = await router.Http.ChatAsync();
        var answer = await response.JsonAsync();

        Assert.Equal("Hello", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal(response.Header("x-routing-decision"), answer.GetProperty("routing").GetProperty("decision_id").GetString());
    }

    [Theory]
    [InlineData("openai-compatible")]
    [InlineData("ollama")]
    public async Task A_stream_that_asks_for_it_gets_it_with_the_first_chunk_alone(string profile)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Hel", "lo"));
        await using var router = await RouterUnderTest.StartAsync(Catalog(upstream, profile));
        router.Http.DefaultRequestHeaders.Add("x-routing-explain", "true");

        var stream = await EventStream.ReadAsync(await router.Http.StreamAsync());

        Assert.Equal("Hello", stream.Text);
        Assert.True(stream.IsDone);
        Assert.Equal([true, .. Enumerable.Repeat(false, stream.Chunks.Count() - 1)], stream.Chunks.Select(chunk => chunk.TryGetProperty("routing", out _)));
        Assert.Equal("fast", stream.Chunks.First().GetProperty("routing").GetProperty("decision").GetProperty("tier").GetString());
    }

    private static Routing.Catalog.CatalogSnapshot Catalog(ProviderSimulator upstream, string profile) => profile == "ollama"
        ? Catalogs.Of(upstream.Address, profile)
        : Catalogs.Of(upstream.Address);

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
