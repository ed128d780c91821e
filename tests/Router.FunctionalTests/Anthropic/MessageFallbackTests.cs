using System.Text.Json;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Anthropic;

/// <summary>A conversation that goes on at a provider of another format.</summary>
public sealed class MessageFallbackTests
{
    private const string Conversation =
        """
        {"model":"fast","max_tokens":9,"tools":[{"name":"look","input_schema":{"type":"object"}}],"messages":[{"role":"user","content":"hi"},
         {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"c2ln"},{"type":"tool_use","id":"toolu_1","name":"look","input":{"at":"x"}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"seen"}]}]}
        """;

    [Theory]
    [InlineData("openai-compatible", "/v1", "\"tool_call_id\":\"toolu_1\"")]
    [InlineData("gemini", "/v1beta", "\"functionResponse\"")]
    [InlineData("ollama", "/", "\"tool_name\":\"look\"")]
    public async Task Thoughts_of_anthropic_are_dropped_and_named_elsewhere_and_its_calls_are_understood(string profile, string path, string said)
    {
        await using var anthropic = await ProviderSimulator.StartAsync();
        await using var other = await ProviderSimulator.StartAsync();
        anthropic.Replies(529);
        other.Replies(Reply.Text("so"));
        await using var router = await RouterUnderTest.StartAsync(Catalog((anthropic.Address, "anthropic", "/v1"), (other.Address, profile, path)));

        var response = await router.Http.MessageAsync(Conversation);
        var message = await response.JsonAsync();

        Assert.Equal("so", Assert.Single(message.GetProperty("content").EnumerateArray()).GetProperty("text").GetString());
        Assert.Equal(("2", "messages.content.thinking"), (response.Header("x-routing-attempts"), response.Header("x-routing-dropped")));
        var sent = Assert.Single(other.Requests).Body;
        Assert.Contains(said, sent, StringComparison.Ordinal);
        Assert.DoesNotContain("c2ln", sent, StringComparison.Ordinal);
        Assert.Contains("c2ln", Assert.Single(anthropic.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_lost_when_anthropic_takes_over()
    {
        await using var other = await ProviderSimulator.StartAsync();
        await using var anthropic = await ProviderSimulator.StartAsync();
        other.Replies(503);
        await using var router = await RouterUnderTest.StartAsync(
            Catalog((other.Address, "openai-compatible", "/v1"), (anthropic.Address, "anthropic", "/v1")));

        var response = await router.Http.MessageAsync(Conversation);

        Assert.True(response.IsSuccessStatusCode);
        Assert.False(response.Headers.Contains("x-routing-dropped"));
        using var sent = JsonDocument.Parse(Assert.Single(anthropic.Requests).Body);
        using var given = JsonDocument.Parse(Conversation);
        Assert.True(JsonElement.DeepEquals(given.RootElement.GetProperty("messages"), sent.RootElement.GetProperty("messages")));
    }

    private static CatalogSnapshot Catalog(params (Uri Address, string Profile, string Path)[] providers)
    {
        var snapshot = Catalogs.Of(providers[0].Address, providers[1].Address);
        return snapshot with
        {
            Providers = [.. snapshot.Providers.Select((provider, index) => provider with
            {
                Profile = providers[index].Profile, BaseUrl = new(providers[index].Address, providers[index].Path),
            })],
        };
    }
}
