using System.Text;
using System.Text.Json;
using Providers.OpenAi;
using Routing.Catalog;

namespace Providers.Tests.Ollama;

public class OllamaRequestTests
{
    [Fact]
    public async Task Says_an_openai_request_in_ollamas_words()
    {
        var (sent, dropped) = await Send("""
            {"model":"auto","stream":true,"stream_options":{"include_usage":true},"max_completion_tokens":9,"temperature":0.5,"top_p":0.9,
             "seed":3,"stop":"END","response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"}}},
             "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{}}}}],
             "routing":{"agent_id":"a"},
             "messages":[{"role":"developer","content":"be brief"},
               {"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}}]},
               {"role":"assistant","content":null,"tool_calls":[{"id":"7","type":"function","function":{"name":"f","arguments":"{\"a\": 1}"}}]},
               {"role":"tool","tool_call_id":"7","content":"ok"}]}
            """);
        Equal(
            """
            {"model":"llama","stream":true,"messages":[{"role":"system","content":"be brief"},
               {"role":"user","content":"look","images":["QUJD"]},
               {"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]},
               {"role":"tool","content":"ok","tool_name":"f"}],
             "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{}}}}],
             "format":{"type":"object"},"options":{"num_predict":9,"temperature":0.5,"top_p":0.9,"seed":3,"stop":["END"]}}
            """,
            sent);
        Assert.Empty(dropped);
    }

    [Fact]
    public async Task Names_what_it_cannot_say()
    {
        var (_, dropped) = await Send("""
            {"n":2,"logit_bias":{},"user":"u","metadata":null,"tool_choice":"required","parallel_tool_calls":false,"reasoning_effort":"low",
             "tools":[{"type":"function","function":{"name":"f","strict":true}}],
             "messages":[{"role":"user","name":"ann","content":[{"type":"input_audio","input_audio":{}},{"type":"image_url","image_url":{"url":"https://x/y"}}]}]}
            """);
        Assert.Equal(
            [
                "logit_bias", "messages.content.image_url", "messages.content.input_audio", "messages.name", "n", "parallel_tool_calls", "reasoning_effort",
                "tool_choice", "tools.function.strict", "user",
            ],
            dropped);
    }

    [Fact]
    public async Task No_tools_are_offered_to_a_caller_who_wants_none_called()
    {
        var (sent, dropped) = await Send("""
            {"tool_choice":"none","tools":[{"type":"function","function":{"name":"f"}}],"messages":[{"role":"user","content":"hi"}]}
            """);
        Assert.DoesNotContain("tools", sent, StringComparison.Ordinal);
        Assert.Empty(dropped);
    }

    [Theory]
    [InlineData("none", "false")]
    [InlineData("minimal", "\"low\"")]
    [InlineData("medium", "\"medium\"")]
    [InlineData("xhigh", "\"high\"")]
    public async Task Asks_a_thinking_model_to_think(string effort, string think)
    {
        var (sent, _) = await Send(
            $"{{\"reasoning_effort\":\"{effort}\",\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}", Capabilities.Reasoning);
        Assert.Contains($"\"think\":{think}", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fills_in_defaults_and_plain_json()
    {
        var (sent, _) = await Send("""{"response_format":{"type":"json_object"},"messages":[{"role":"user","content":"hi"}]}""");
        Equal(
            """{"model":"llama","stream":false,"messages":[{"role":"user","content":"hi"}],"format":"json","options":{"num_predict":64,"temperature":0.7}}""",
            sent);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    public async Task Arguments_that_are_no_object_stay_readable(string arguments)
    {
        var (sent, _) = await Send($$$"""
            {"messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"f","arguments":"{{{arguments}}}"}}]}]}
            """);
        Assert.Contains($"\"arguments\":{{\"value\":\"{arguments}\"}}", sent, StringComparison.Ordinal);
    }

    private static async Task<(string Sent, IReadOnlyList<string> Dropped)> Send(string body, Capabilities capabilities = Capabilities.Chat)
    {
        var reading = OpenAiChatReader.Read(Encoding.UTF8.GetBytes(body));
        Assert.Empty(reading.Faults);
        var target = Targets.Of("ollama", "llama");
        target = target with { Deployment = target.Deployment with { Capabilities = capabilities }, BaseAddress = new("http://127.0.0.1:11434") };
        using var message = Targets.Adapter("ollama").CreateChat(reading.Request!, target, new ParameterDefaults(64, 700));
        Assert.Equal("http://127.0.0.1:11434/api/chat", message.RequestUri!.AbsoluteUri);
        return (await message.Content!.ReadAsStringAsync(), DroppedFields.Of(message));
    }

    private static void Equal(string expected, string actual)
    {
        using var expectedDocument = JsonDocument.Parse(expected);
        using var actualDocument = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(expectedDocument.RootElement, actualDocument.RootElement), actual);
    }
}
