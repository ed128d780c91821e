using System.Text;
using Providers.Anthropic;
using Providers.Chat;
using Routing.Catalog;

namespace Providers.Tests.Anthropic;

/// <summary>Requests as Anthropic's callers send them.</summary>
public class AnthropicCallerTests
{
    private const string Rich =
        """
        {"model":"auto","max_tokens":900,"stream":true,"temperature":0.5,"top_p":0.9,"top_k":4,"stop_sequences":["END"],
         "metadata":{"user_id":"u"},"thinking":{"type":"enabled","budget_tokens":5000},
         "system":[{"type":"text","text":"be brief","cache_control":{"type":"ephemeral"}},{"type":"text","text":"be kind"}],
         "tools":[{"name":"f","description":"d","input_schema":{"type":"object"}},{"type":"web_search_20250305","name":"web_search"}],
         "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},
         "messages":[
           {"role":"user","content":"first"},
           {"role":"user","content":[{"type":"text","text":"look"},
             {"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUJD"}},
             {"type":"image","source":{"type":"url","url":"https://x/y.png"}},
             {"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain"}},
             {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"QUJD"}}]},
           {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"c2ln"},{"type":"text","text":"so"},
             {"type":"tool_use","id":"1","name":"f","input":{"a":1}},{"type":"tool_use","id":"2","name":"f","input":{}}]},
           {"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"one"},
             {"type":"tool_result","tool_use_id":"2","is_error":true,"content":[{"type":"text","text":"two"},
               {"type":"image","source":{"type":"url","url":"https://x/z.png"}}]},
             {"type":"text","text":"go on"}]}]}
        """;

    [Fact]
    public void Says_who_is_behind_the_caller() => Assert.Equal("u", Read(Rich).EndUser);

    [Fact]
    public async Task Becomes_an_openai_request_that_names_what_it_cannot_say()
    {
        var sent = await Sent.Of(Read(Rich), "openai", ParameterDefaults.None, Capabilities.Chat | Capabilities.Reasoning);
        sent.Says(
            """
            {"model":"model-x","stream":true,"stream_options":{"include_usage":true},"messages":[
               {"role":"system","content":"be brief\n\nbe kind"},
               {"role":"user","content":"first"},
               {"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}},
                 {"type":"image_url","image_url":{"url":"https://x/y.png"}},{"type":"text","text":"plain"}]},
               {"role":"assistant","content":"so","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},
                 {"id":"2","type":"function","function":{"name":"f","arguments":"{}"}}]},
               {"role":"tool","tool_call_id":"1","content":"one"},
               {"role":"tool","tool_call_id":"2","content":"two"},
               {"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/z.png"}},{"type":"text","text":"go on"}]}],
             "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],
             "tool_choice":{"type":"function","function":{"name":"f"}},"max_completion_tokens":900,"temperature":0.5,"top_p":0.9,
             "parallel_tool_calls":false,"reasoning_effort":"medium","stop":["END"]}
            """);
        Assert.Equal(
            [
                "cache_control", "messages.content.document", "messages.content.is_error", "messages.content.thinking", "metadata",
                "tools.web_search_20250305", "top_k",
            ],
            sent.Dropped);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""", true)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":[],"additionalProperties":false}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"object"}}},"required":["a"],"additionalProperties":false}""", false)]
    [InlineData("""{"type":"object"}""", false)]
    public async Task Is_strict_to_OpenAI_where_that_would_take_the_schema_so(string schema, bool isStrict)
    {
        var request = Read(
            $$$"""
            {"max_tokens":9,"messages":[{"role":"user","content":"hi"}],"output_config":{"format":{"type":"json_schema","schema":{{{schema}}}}},
             "tools":[{"name":"f","strict":true,"input_schema":{{{schema}}}}]}
            """);

        var sent = await Sent.Of(request, "openai", ParameterDefaults.None);

        Assert.Equal(isStrict ? 3 : 1, sent.Body.Split("\"strict\":true").Length);
        string[] dropped = isStrict ? [] : ["tools.function.strict"];
        Assert.Equal(dropped, sent.Dropped);
    }

    [Fact]
    public void Says_what_routing_must_know()
    {
        var request = Read(Rich);
        Assert.Equal((WireFormat.AnthropicMessages, "auto", true), (request.Format, request.Model, request.Stream));
        Assert.Equal(
            (5, 3, 2, 900, true), (request.Facts.MessageCount, request.Facts.ImageCount, request.Facts.ToolCount, request.Facts.MaxOutputTokens, request.Facts.HasFiles));
        Assert.Equal(
            "be briefbe kindfirstlookso".Length + "onetwogo on".Length + """{"a":1}{}""".Length, request.Facts.PromptBytes);
        Assert.Equal("onetwo".Length, request.Facts.ToolResultBytes);
    }

    [Fact]
    public async Task Rule_38_reaches_an_anthropic_upstream_with_its_bytes_its_unknown_members_and_its_headers()
    {
        const string Body = "{ \"model\" : \"auto\",\n \"yet_to_come\":{\"x\":1.0},\"routing\":{\"session_id\":\"s\"}, \"max_tokens\":10,\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"h\\u00e9\",\"signature\":\"c2ln==\"}]},{\"role\":\"user\",\"content\":\"hi\"}]}";
        var sent = await SentAsync(Body, "anthropic", ParameterDefaults.None, ("anthropic-version", "2099-01-01"), ("anthropic-beta", "a-1,b-2"));
        Assert.Equal(Body.Replace("\"auto\"", "\"model-x\"", StringComparison.Ordinal).Replace("\"routing\":{\"session_id\":\"s\"}, ", "", StringComparison.Ordinal), sent.Body);
        Assert.Equal("2099-01-01", Assert.Single(sent.Message.Headers.GetValues("anthropic-version")));
        Assert.Equal("a-1,b-2", Assert.Single(sent.Message.Headers.GetValues("anthropic-beta")));
        Assert.Equal("secret-key", Assert.Single(sent.Message.Headers.GetValues("x-api-key")));
        Assert.Empty(sent.Dropped);
    }

    [Fact]
    public async Task Gets_the_defaults_of_its_tier_where_it_says_nothing()
    {
        var sent = await SentAsync("""{"messages":[{"role":"user","content":"hi"}],"routing":{}}""", "anthropic");
        Assert.Equal("""{"model":"model-x","max_tokens":64,"temperature":0.7,"messages":[{"role":"user","content":"hi"}]}""", sent.Body);
        Assert.Equal("2023-06-01", Assert.Single(sent.Message.Headers.GetValues("anthropic-version")));
    }

    [Fact]
    public async Task Loses_what_a_model_that_the_router_chose_would_refuse()
    {
        var sent = await SentAsync(
            """{"temperature":0.5,"max_tokens":3,"messages":[{"role":"user","content":"hi"}],"top_k":1}""", "anthropic",
            new ParameterDefaults(64, 700) { RouterChose = true }, refused: ["temperature", "top_k"]);
        Assert.Equal("""{"model":"model-x","max_tokens":3,"messages":[{"role":"user","content":"hi"}]}""", sent.Body);
        Assert.Equal(["temperature", "top_k"], sent.Dropped);
    }

    [Fact]
    public async Task Keeps_from_anthropic_the_thoughts_of_another_provider()
    {
        var sent = await SentAsync(
            """
            {"max_tokens":3,"temperature":1,"messages":[{"role":"user","content":"hi"},
             {"role":"assistant","content":[{"type":"thinking","thinking":"a","signature":""},{"type":"text","text":"x"}]},
             {"role":"assistant","content":[{"type":"thinking","thinking":"b","signature":""}]},
             {"role":"assistant","content":[{"type":"thinking","thinking":"c","signature":"c2ln"}]}]}
            """, "anthropic");
        sent.Says(
            """
            {"model":"model-x","max_tokens":3,"temperature":1,"messages":[{"role":"user","content":"hi"},
             {"role":"assistant","content":[{"type":"text","text":"x"}]},
             {"role":"assistant","content":[{"type":"thinking","thinking":"c","signature":"c2ln"}]}]}
            """);
        Assert.Equal(["messages.content.thinking"], sent.Dropped);
    }

    [Fact]
    public async Task Is_counted_without_additions()
    {
        var request = Read("""{"model":"auto","messages":[{"role":"user","content":"hi"}]}""");
        using var message = Targets.Adapter("anthropic").CreateCountTokens(request, Targets.Of("anthropic", "model-x"))!;
        Assert.Equal("https://api.example/v1/messages/count_tokens", message.RequestUri!.AbsoluteUri);
        Assert.Equal("""{"model":"model-x","messages":[{"role":"user","content":"hi"}]}""", await message.Content!.ReadAsStringAsync());
        Assert.Null(Targets.Adapter("openai").CreateCountTokens(request, Targets.Of("openai", "model-x")));
    }

    [Theory]
    [InlineData("""{"thinking":{"type":"enabled","budget_tokens":1024},"messages":[{"role":"user","content":"hi"}]}""", "reasoning_effort")]
    [InlineData("""{"output_config":{"effort":"low"},"messages":[{"role":"user","content":"hi"}]}""", "output_config.effort")]
    public async Task Does_not_tell_a_model_how_hard_to_think_that_cannot_be_told(string body, string dropped)
    {
        var sent = await SentAsync(body, "openai");
        Assert.DoesNotContain("effort", sent.Body, StringComparison.Ordinal);
        Assert.Equal([dropped], sent.Dropped);
    }

    [Theory]
    [InlineData("""{"type":"adaptive"}""", null, "high")]
    [InlineData("""{"type":"adaptive"}""", "low", "low")]
    [InlineData("""{"type":"enabled","budget_tokens":1024}""", null, "low")]
    [InlineData("""{"type":"enabled","budget_tokens":32000}""", null, "high")]
    [InlineData("""{"type":"disabled"}""", null, null)]
    public void Thinks_as_hard_elsewhere(string thinking, string? effort, string? expected)
    {
        var request = Read($$"""{"thinking":{{thinking}},"output_config":{"effort":{{(effort is null ? "null" : $"\"{effort}\"")}}},"messages":[{"role":"user","content":"hi"}]}""");
        Assert.Equal(expected, request.Conversation.Parameters.ReasoningEffort);
    }

    [Theory]
    [InlineData("""{"output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}},"messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("""{"output_format":{"type":"json_schema","schema":{"type":"object"}},"messages":[{"role":"user","content":"hi"}]}""")]
    public void Wants_an_answer_by_schema(string body)
    {
        var request = Read(body);
        Assert.True(request.Facts.HasJsonSchema);
        Assert.Equal("""{"type":"object"}""", request.Conversation.ResponseFormat!.SchemaJson);
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var reading = AnthropicChatReader.Read(Encoding.UTF8.GetBytes(
            """
            {"model":7,"max_tokens":0,"stream":"yes","temperature":2,"stop_sequences":"x","system":3,"tools":[{"description":"d"}],
             "tool_choice":{"type":"some"},"thinking":{},"routing":{"nope":1},
             "messages":[{"role":"system","content":"hi"},{"role":"user"},7,{"role":"user","content":[{"text":"x"},{"type":"text"},
               {"type":"image"},{"type":"image","source":{"type":"base64"}},{"type":"tool_result"},{"type":"tool_use"}]}]}
            """));
        Assert.False(reading.IsValid);
        Assert.Equal(
            [
                "max_tokens", "messages[0].role", "messages[1].content", "messages[2]", "messages[3].content[0].type",
                "messages[3].content[1].text", "messages[3].content[2].source", "messages[3].content[3].source.data",
                "messages[3].content[3].source.media_type", "messages[3].content[4].tool_use_id", "messages[3].content[5].id",
                "messages[3].content[5].name", "model", "routing.nope", "stop_sequences", "stream", "system", "temperature",
                "thinking.type", "tool_choice.type", "tools[0].name",
            ],
            reading.Faults.Select(fault => fault.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("[]", "object")]
    [InlineData("{\"messages\":[}", "line 1")]
    [InlineData("{\"messages\":[]}", "non-empty")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"\\ud800\"}]}", "Unicode")]
    public void A_body_that_cannot_be_read_says_why(string body, string why) =>
        Assert.Contains(why, Assert.Single(AnthropicChatReader.Read(Encoding.UTF8.GetBytes(body)).Faults).Message, StringComparison.Ordinal);

    private static ChatRequest Read(string body, params (string Name, string Value)[] headers)
    {
        var reading = AnthropicChatReader.Read(
            Encoding.UTF8.GetBytes(body), [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))]);
        Assert.Empty(reading.Faults);
        return reading.Request!;
    }

    private static Task<Sent> SentAsync(string body, string profile) => SentAsync(body, profile, new ParameterDefaults(64, 700));

    private static Task<Sent> SentAsync(string body, string profile, ParameterDefaults defaults, params (string Name, string Value)[] headers) =>
        Sent.Of(Read(body, headers), profile, defaults);

    private static Task<Sent> SentAsync(string body, string profile, ParameterDefaults defaults, string[] refused) =>
        Sent.Of(Read(body), profile, defaults, refused: refused);
}
