using System.Net;
using System.Text.Json;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Attempts;

/// <summary>A provider takes over a conversation in which another had called a tool.</summary>
public sealed class ContinuedConversationTests
{
    private const string Signed = ""","extra_content":{"google":{"thought_signature":"c2lnbmVk"}}""";

    [Theory]
    [InlineData("openai", "/v1", "toolu_01A_odd")]
    [InlineData("mistral", "/v1", "^[a-zA-Z0-9]{9}$")]
    [InlineData("ollama", "/", null)]
    [InlineData("gemini", "/v1beta", null)]
    public async Task A_call_that_Anthropic_made_is_answered_elsewhere(string profile, string path, string? id)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Tool("weather", """{"city":"Oslo"}""") with { ToolCalls = [new("weather", """{"city":"Oslo"}""", "toolu_01A_odd")] }).Then(529);
        second.Replies(Reply.Text("Cold."));
        await using var router = await StartAsync(first, "anthropic", "/v1", second, profile, path);

        var called = await (await router.Http.PostJsonAsync(Question)).JsonAsync();
        var call = called.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls")[0];
        Assert.Equal("toolu_01A_odd", call.GetProperty("id").GetString());
        var response = await router.Http.PostJsonAsync(Answered("toolu_01A_odd"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("beta", response.Header("x-routing-provider"));
        Assert.Equal("Cold.", await response.TextAsync());
        var sent = JsonDocument.Parse(Assert.Single(second.Requests).Body).RootElement;
        if (id is not null)
        {
            var messages = sent.GetProperty("messages");
            var asked = messages[1].GetProperty("tool_calls")[0].GetProperty("id").GetString()!;
            Assert.Matches(id, asked);
            Assert.Equal(asked, messages[2].GetProperty("tool_call_id").GetString());
        }
        else if (profile == "gemini")
        {
            var contents = sent.GetProperty("contents");
            Assert.Equal("weather", contents[1].GetProperty("parts")[0].GetProperty("functionCall").GetProperty("name").GetString());
            Assert.Equal("weather", contents[2].GetProperty("parts")[0].GetProperty("functionResponse").GetProperty("name").GetString());
        }
        else
        {
            Assert.Equal("weather", sent.GetProperty("messages")[2].GetProperty("tool_name").GetString());
        }
    }

    [Theory]
    [InlineData("openai", "/v1", true)]
    [InlineData("anthropic", "/v1", true)]
    [InlineData("ollama", "/", true)]
    [InlineData("openai-compatible", "/v1", false)]
    [InlineData("gemini", "/v1beta", false)]
    public async Task A_foreign_signature_goes_only_where_it_means_something_and_is_named_where_it_does_not(string profile, string path, bool dropped)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(529);
        await using var router = await StartAsync(first, "gemini", "/v1beta", second, profile, path);

        var response = await router.Http.PostJsonAsync(Answered("call_1", Signed));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("beta", response.Header("x-routing-provider"));
        var body = Assert.Single(second.Requests).Body;
        Assert.Equal(!dropped, body.Contains("c2lnbmVk", StringComparison.Ordinal));
        Assert.Equal(dropped, response.Headers.TryGetValues("x-routing-dropped", out var named)
            && named.Single().Contains("messages.tool_calls.extra_content", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_id_that_Anthropic_would_refuse_becomes_another_the_same_in_every_turn()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.For().Always(Reply.Error(529));
        await using var router = await StartAsync(first, "openai", "/v1", second, "anthropic", "/v1");

        await router.Http.PostJsonAsync(Answered("functions.weather:0"));
        await router.Http.PostJsonAsync(Answered("functions.weather:0"));

        var ids = second.Requests.SelectMany(request =>
        {
            var messages = JsonDocument.Parse(request.Body).RootElement.GetProperty("messages");
            return new[] { messages[1].GetProperty("content")[0].GetProperty("id"), messages[2].GetProperty("content")[0].GetProperty("tool_use_id") };
        }).Select(id => id.GetString()!).ToArray();
        Assert.Equal(4, ids.Length);
        Assert.Matches("^[a-zA-Z0-9_-]+$", Assert.Single(ids.Distinct()));
    }

    private const string Tools = """[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]""";

    private const string Question = $$"""{"model":"fast","tools":{{Tools}},"messages":[{"role":"user","content":"Weather in Oslo?"}]}""";

    private static string Answered(string id, string extra = "") => $$"""
        {"model":"fast","tools":{{Tools}},"messages":[
          {"role":"user","content":"Weather in Oslo?"},
          {"role":"assistant","content":null,"tool_calls":[{"id":"{{id}}","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}{{extra}}}]},
          {"role":"tool","tool_call_id":"{{id}}","content":"-10"}]}
        """;

    private static Task<RouterUnderTest> StartAsync(
        ProviderSimulator first, string firstProfile, string firstPath, ProviderSimulator second, string secondProfile, string secondPath)
    {
        var snapshot = Catalogs.Of(first.Address, second.Address);
        CatalogSnapshot mixed = snapshot with
        {
            Providers =
            [
                snapshot.Providers[0] with { Profile = firstProfile, BaseUrl = new(first.Address, firstPath) },
                snapshot.Providers[1] with { Profile = secondProfile, BaseUrl = new(second.Address, secondPath) },
            ],
        };
        return RouterUnderTest.StartAsync(mixed);
    }
}
