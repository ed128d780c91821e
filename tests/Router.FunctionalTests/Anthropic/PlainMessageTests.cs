using System.Text.Json;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Anthropic;

public sealed class PlainMessageTests
{
    [Theory]
    [InlineData("openai-compatible", 8)]
    [InlineData("anthropic", 8)]
    [InlineData("gemini", 8)]
    [InlineData("ollama", 0)]
    public async Task An_answer_of_any_provider_is_a_message(string profile, int cached)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Messages.Whole);
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, profile));

        var response = await router.Http.MessageAsync();
        var message = await response.JsonAsync();

        Assert.Equal(("message", "assistant", "sim-small", "tool_use"), (
            message.GetProperty("type").GetString(), message.GetProperty("role").GetString(),
            message.GetProperty("model").GetString(), message.GetProperty("stop_reason").GetString()));
        Assert.StartsWith("msg_", message.GetProperty("id").GetString(), StringComparison.Ordinal);
        var blocks = message.GetProperty("content").EnumerateArray().ToArray();
        Assert.Equal(["thinking", "text", "tool_use", "tool_use"], blocks.Select(block => block.GetProperty("type").GetString()));
        Assert.Equal("hm", blocks[0].GetProperty("thinking").GetString());
        Assert.Equal("Grüße, 世界 😀\n", blocks[1].GetProperty("text").GetString());
        Assert.Equal(["""look {"at":"x"}""", "listen {}"], blocks[2..].Select(Call));
        var usage = message.GetProperty("usage");
        Assert.Equal((20 - cached, cached, 9), (
            usage.GetProperty("input_tokens").GetInt32(), usage.GetProperty("cache_read_input_tokens").GetInt32(), usage.GetProperty("output_tokens").GetInt32()));
        Assert.Equal(response.Header("x-request-id"), response.Header("request-id"));
        Assert.Equal("sim-small", response.Header("x-routing-model"));
    }

    [Fact]
    public async Task Between_anthropic_and_anthropic_the_bytes_stay_as_they_are()
    {
        const string Answer = """{ "id":"msg_x", "type":"message","content":[{"type":"thinking","thinking":"h\u00e9","signature":"c2ln=="}],"stop_reason":"end_turn", "yet_to_come":1.0 }""";
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(new Reply { Body = Answer, ContentType = "application/json" });
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, "anthropic"));

        var response = await router.Http.PostToAsync(
            Messages.Path,
            """{"model": "fast","max_tokens":3,"top_q":{"a":1.0},"messages":[{"role":"user","content":[{"type":"text","text":"h\u0069","cache_control":{"type":"ephemeral"}}]}]}""",
            ("anthropic-version", "2023-06-01"), ("anthropic-beta", "a-1,b-2"));

        Assert.Equal(Answer, await response.Content.ReadAsStringAsync());
        var request = Assert.Single(upstream.Requests);
        Assert.Equal(
            """{"model": "sim-small","max_tokens":3,"top_q":{"a":1.0},"messages":[{"role":"user","content":[{"type":"text","text":"h\u0069","cache_control":{"type":"ephemeral"}}]}]}""",
            request.Body);
        Assert.Equal(("2023-06-01", "a-1,b-2"), (request.Headers["anthropic-version"], request.Headers["anthropic-beta"]));
        Assert.False(response.Headers.Contains("x-routing-dropped"));
    }

    [Fact]
    public async Task What_another_format_cannot_say_is_named()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, "openai-compatible"));

        var response = await router.Http.PostToAsync(
            Messages.Path,
            """
            {"model":"fast","max_tokens":9,"top_k":3,"messages":[{"role":"user","content":[{"type":"text","text":"look"},
             {"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUJD"}}]},
             {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"c2ln"},{"type":"text","text":"so"}]},
             {"role":"user","content":"go on"}]}
            """,
            ("anthropic-beta", "a-1"));

        Assert.True(response.IsSuccessStatusCode);
        var dropped = response.Header("x-routing-dropped");
        Assert.All(["messages.content.thinking", "top_k", "anthropic-beta"], name => Assert.Contains(name, dropped, StringComparison.Ordinal));
        Assert.Contains("data:image/png;base64,QUJD", Assert.Single(upstream.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_explanation_comes_with_the_message()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, "openai-compatible"));

        var message = await (await router.Http.PostToAsync(Messages.Path, Messages.Body(), ("x-routing-explain", "1"))).JsonAsync();

        Assert.Equal(JsonValueKind.Object, message.GetProperty("routing").ValueKind);
    }

    private static string Call(JsonElement block)
    {
        Assert.NotEmpty(block.GetProperty("id").GetString()!);
        return $"{block.GetProperty("name").GetString()} {block.GetProperty("input").GetRawText()}";
    }
}
