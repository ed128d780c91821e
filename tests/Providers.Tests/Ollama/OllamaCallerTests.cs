using System.Text;
using Providers.Chat;
using Providers.Ollama;
using Routing.Catalog;

namespace Providers.Tests.Ollama;

/// <summary>Requests as Ollama's callers send them.</summary>
public class OllamaCallerTests
{
    private const string Rich =
        """
        {"model":"auto","keep_alive":"5m","think":true,"format":{"type":"object"},
         "options":{"num_predict":9,"temperature":0.5,"top_p":0.9,"seed":3,"stop":["END"],"num_ctx":4096},
         "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],
         "messages":[{"role":"system","content":"be brief"},
           {"role":"user","content":"look","images":["/9j/AA","iVBORw"]},
           {"role":"assistant","content":"","thinking":"hm","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}},{"function":{"name":"g","arguments":{}}}]},
           {"role":"tool","tool_name":"g","content":"two"},
           {"role":"tool","tool_name":"f","content":"one"}]}
        """;

    [Fact]
    public async Task Becomes_an_openai_request_that_names_what_it_cannot_say()
    {
        var sent = await Sent.Of(Chat(Rich), "openai", ParameterDefaults.None, Capabilities.Chat | Capabilities.Reasoning);
        sent.Says(
            """
            {"model":"model-x","stream":true,"stream_options":{"include_usage":true},"messages":[
               {"role":"system","content":"be brief"},
               {"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/jpeg;base64,/9j/AA"}},
                 {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw"}}]},
               {"role":"assistant","content":null,"tool_calls":[{"id":"call_0","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},
                 {"id":"call_1","type":"function","function":{"name":"g","arguments":"{}"}}]},
               {"role":"tool","tool_call_id":"call_1","content":"two"},
               {"role":"tool","tool_call_id":"call_0","content":"one"}],
             "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],
             "max_completion_tokens":9,"temperature":0.5,"top_p":0.9,"seed":3,"reasoning_effort":"medium","stop":["END"],
             "response_format":{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object"}}}}
            """);
        Assert.Equal(["keep_alive", "messages.thinking", "options.num_ctx"], sent.Dropped);
    }

    [Fact]
    public void Says_what_routing_must_know()
    {
        var request = Chat(Rich);
        Assert.Equal((WireFormat.OllamaChat, "auto", true), (request.Format, request.Model, request.Stream));
        Assert.Equal((5, 2, 1, 9, true), (
            request.Facts.MessageCount, request.Facts.ImageCount, request.Facts.ToolCount, request.Facts.MaxOutputTokens, request.Facts.HasJsonSchema));
        Assert.Equal("be brieflooktwoone".Length + """{"a":1}{}""".Length, request.Facts.PromptBytes);
        Assert.Equal("twoone".Length, request.Facts.ToolResultBytes);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(",\"stream\":null", true)]
    [InlineData(",\"stream\":false", false)]
    public void Rule_32_is_streamed_unless_told_otherwise(string member, bool expected)
    {
        Assert.Equal(expected, Chat($$"""{"messages":[{"role":"user","content":"hi"}]{{member}}}""").Stream);
        Assert.Equal(expected, Prompt($$"""{"prompt":"hi"{{member}}}""").Stream);
    }

    [Fact]
    public async Task Reaches_an_ollama_upstream_with_its_bytes_and_its_unknown_members()
    {
        const string Body = "{ \"model\" : \"auto\",\"keep_alive\":-1, \"options\":{\"num_ctx\":2.0},\"routing\":{}, \"yet\":[1.0],\"messages\":[{\"role\":\"user\",\"content\":\"h\\u0069\"}]}";
        var sent = await Sent.Of(Chat(Body), "ollama", ParameterDefaults.None);
        Assert.Equal(
            Body.Replace("\"auto\"", "\"model-x\"", StringComparison.Ordinal).Replace("\"routing\":{}, ", "", StringComparison.Ordinal), sent.Body);
        Assert.Empty(sent.Dropped);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}]}""", """{"model":"model-x","options":{"num_predict":64,"temperature":0.7},"messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("""{"options":{"num_ctx":1,"temperature":0},"messages":[{"role":"user","content":"hi"}]}""", """{"model":"model-x","options":{"num_predict":64,"num_ctx":1,"temperature":0},"messages":[{"role":"user","content":"hi"}]}""")]
    public async Task Gets_the_defaults_of_its_tier_where_it_says_nothing(string body, string expected) =>
        Assert.Equal(expected, (await Sent.Of(Chat(body), "ollama", new ParameterDefaults(64, 700))).Body);

    [Fact]
    public async Task A_prompt_becomes_a_chat_of_one_question()
    {
        var sent = await Sent.Of(
            Prompt("""{"model":"auto","prompt":"look","system":"be brief","images":["iVBORw"],"format":"json","template":"x","stream":false}"""), "openai", ParameterDefaults.None);
        sent.Says(
            """
            {"model":"model-x","messages":[{"role":"system","content":"be brief"},
              {"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw"}}]}],
             "response_format":{"type":"json_object"}}
            """);
        Assert.Equal(["template"], sent.Dropped);
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var chat = OllamaChatReader.ReadChat(Encoding.UTF8.GetBytes(
            """
            {"model":7,"stream":"yes","options":{"temperature":9},"format":3,"think":1,"tools":[{"type":"function"}],"routing":{"nope":1},
             "messages":[{"role":"developer","content":7},4,{"role":"user","content":"x","images":"y"},{"role":"assistant","tool_calls":[{}]}]}
            """));
        Assert.Equal(
            [
                "format", "messages[0].content", "messages[0].role", "messages[1]", "messages[2].images", "messages[3].tool_calls[0].function.name",
                "model", "options.temperature", "routing.nope", "stream", "think", "tools[0].function.name",
            ],
            chat.Faults.Select(fault => fault.Field).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["prompt", "raw", "suffix"],
            OllamaChatReader.ReadPrompt("""{"raw":true,"suffix":"x"}"""u8.ToArray()).Faults.Select(fault => fault.Field));
    }

    private static ChatRequest Chat(string body) => Valid(OllamaChatReader.ReadChat(Encoding.UTF8.GetBytes(body)));

    private static ChatRequest Prompt(string body) => Valid(OllamaChatReader.ReadPrompt(Encoding.UTF8.GetBytes(body)));

    private static ChatRequest Valid(ChatReading reading)
    {
        Assert.Empty(reading.Faults);
        return reading.Request!;
    }
}
