using Routing.Catalog;

namespace Providers.Tests.Anthropic;

public class AnthropicRequestTests
{
    [Fact]
    public async Task Says_an_openai_request_in_anthropics_words()
    {
        var sent = await Sent.Of(
            """
            {"model":"auto","stream":true,"stream_options":{"include_usage":true},"max_completion_tokens":9,"temperature":1.5,"top_p":0.9,
             "stop":["END"],"parallel_tool_calls":false,"tool_choice":{"type":"function","function":{"name":"f"}},
             "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"}}},
             "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}},{"type":"function","function":{"name":"g"}}],
             "messages":[{"role":"system","content":"be brief"},{"role":"developer","content":"be kind"},
               {"role":"user","content":"first"},
               {"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}},
                 {"type":"image_url","image_url":{"url":"https://x/y.png"}}]},
               {"role":"assistant","content":"","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},
                 {"id":"2","type":"function","function":{"name":"g","arguments":""}}]},
               {"role":"tool","tool_call_id":"1","content":"one"},{"role":"tool","tool_call_id":"2","content":"two"},
               {"role":"user","content":"go on"}]}
            """,
            "anthropic",
            Capabilities.Chat | Capabilities.JsonSchema);
        sent.Says(
            """
            {"model":"model-x","max_tokens":9,"stream":true,"system":"be brief\n\nbe kind","messages":[
               {"role":"user","content":[{"type":"text","text":"first"},{"type":"text","text":"look"},
                 {"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUJD"}},
                 {"type":"image","source":{"type":"url","url":"https://x/y.png"}}]},
               {"role":"assistant","content":[{"type":"tool_use","id":"1","name":"f","input":{"a":1}},{"type":"tool_use","id":"2","name":"g","input":{}}]},
               {"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":[{"type":"text","text":"one"}]},
                 {"type":"tool_result","tool_use_id":"2","content":[{"type":"text","text":"two"}]},{"type":"text","text":"go on"}]}],
             "tools":[{"name":"f","description":"d","input_schema":{"type":"object"}},{"name":"g","input_schema":{"type":"object","properties":{}}}],
             "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},
             "temperature":1,"top_p":0.9,"stop_sequences":["END"],"output_config":{"format":{"type":"json_schema","schema":{"type":"object","additionalProperties":false}}}}
            """);
        Assert.Equal(["temperature"], sent.Dropped);
    }

    [Fact]
    public async Task Goes_to_messages_with_key_and_version()
    {
        var sent = await Sent.Of("""{"messages":[{"role":"user","content":"hi"}]}""", "anthropic");
        Assert.Equal("https://api.example/v1/messages", sent.Message.RequestUri!.AbsoluteUri);
        Assert.Equal("secret-key", Assert.Single(sent.Message.Headers.GetValues("x-api-key")));
        Assert.Equal("2023-06-01", Assert.Single(sent.Message.Headers.GetValues("anthropic-version")));
        Assert.Null(sent.Message.Headers.Authorization);
        sent.Says("""{"model":"model-x","max_tokens":64,"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}],"temperature":0.7}""");
    }

    [Fact]
    public async Task Names_what_it_cannot_say()
    {
        var sent = await Sent.Of(
            """
            {"n":2,"seed":3,"frequency_penalty":1,"presence_penalty":0,"reasoning_effort":"high","temperature":0.5,"user":"u",
             "response_format":{"type":"json_object"},"tools":[{"type":"function","function":{"name":"f","strict":true}}],
             "messages":[{"role":"user","name":"ann","content":[{"type":"input_audio","input_audio":{}},{"type":"text","text":"x"}]}]}
            """,
            "anthropic",
            refused: ["temperature", "top_p"]);
        Assert.Equal(
            [
                "frequency_penalty", "messages.content.input_audio", "messages.name", "n", "reasoning_effort", "response_format", "seed",
                "temperature", "tools.function.strict", "user",
            ],
            sent.Dropped);
        Assert.DoesNotContain("temperature", sent.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"none\"", "none")]
    [InlineData("\"required\"", "any")]
    [InlineData("\"auto\"", "auto")]
    public async Task Says_how_free_the_model_is_to_call_tools(string given, string said)
    {
        var sent = await Sent.Of(
            $"{{\"tool_choice\":{given},\"tools\":[{{\"type\":\"function\",\"function\":{{\"name\":\"f\"}}}}],\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}",
            "anthropic");
        Assert.Contains($"\"tool_choice\":{{\"type\":\"{said}\"}}", sent.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claude-haiku-4-5-20251001", "minimal", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}")]
    [InlineData("claude-haiku-4-5-20251001", "low", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4096}")]
    [InlineData("claude-opus-4-20250514", "medium", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":16384}")]
    [InlineData("claude-3-7-sonnet-20250219", "high", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":20000}")]
    [InlineData("another-2", "low", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4096}")]
    [InlineData("claude-opus-4-6", "minimal", "\"thinking\":{\"type\":\"adaptive\"}", "\"output_config\":{\"effort\":\"low\"}")]
    [InlineData("claude-sonnet-5", "medium", "\"thinking\":{\"type\":\"adaptive\"}", "\"output_config\":{\"effort\":\"medium\"}")]
    [InlineData("claude-sonnet-5", "xhigh", "\"thinking\":{\"type\":\"adaptive\"}", "\"output_config\":{\"effort\":\"high\"}")]
    public async Task Says_how_hard_to_think(string model, string effort, params string[] said)
    {
        var sent = await Sent.Of(
            $$"""{"reasoning_effort":"{{effort}}","max_tokens":40000,"temperature":0.5,"top_p":0.9,"messages":[{"role":"user","content":"hi"}]}""",
            "anthropic",
            Capabilities.Chat | Capabilities.Reasoning,
            model: model);

        Assert.All(said, words => Assert.Contains(words, sent.Body, StringComparison.Ordinal));
        Assert.DoesNotContain("temperature", sent.Body, StringComparison.Ordinal);
        Assert.Equal(["temperature", "top_p"], sent.Dropped);
    }

    [Theory]
    [InlineData("\"max_tokens\":2000")]
    [InlineData("\"max_tokens\":9000,\"tool_choice\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]")]
    [InlineData("\"max_tokens\":9000", ",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"r\"}")]
    public async Task Names_effort_where_a_model_may_not_think(string member, string further = "")
    {
        var sent = await Sent.Of(
            $"{{\"reasoning_effort\":\"high\",{member},\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}{further}]}}",
            "anthropic",
            Capabilities.Chat | Capabilities.Reasoning,
            model: "claude-haiku-4-5");

        Assert.Equal(["reasoning_effort"], sent.Dropped);
        Assert.DoesNotContain("thinking", sent.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_for_the_whole_list_of_models()
    {
        using var message = Targets.Adapter("anthropic").CreateListModels(Targets.Of("anthropic", "m"));
        Assert.Equal("https://api.example/v1/models?limit=1000", message.RequestUri!.AbsoluteUri);
        Assert.True(message.Headers.Contains("x-api-key"));
        Assert.True(message.Headers.Contains("anthropic-version"));
    }

    [Theory]
    [InlineData("""{"role":"system","content":"a"},{"role":"developer","content":"b"}""", """[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]""")]
    [InlineData(
        """{"role":"user","content":"a"},{"role":"assistant","content":""},{"role":"user","content":[{"type":"text","text":"\n"},{"type":"text","text":"b"}]}""",
        """[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]""")]
    [InlineData(
        """{"role":"user","content":"a"},{"role":"user","content":[{"type":"file","file":{}}]}""",
        """[{"role":"user","content":[{"type":"text","text":"a"}]}]""",
        "messages.content.file")]
    public async Task Has_no_turn_that_says_nothing_and_one_at_least(string messages, string expected, params string[] dropped)
    {
        var sent = await Sent.Of($$"""{"max_tokens":9,"temperature":1,"messages":[{{messages}}]}""", "anthropic");
        sent.Says($$"""{"model":"model-x","max_tokens":9,"messages":{{expected}},"temperature":1}""");
        Assert.Equal(dropped, sent.Dropped);
    }

    [Fact]
    public async Task Ends_at_nothing_that_is_white_space_alone()
    {
        var sent = await Sent.Of("""{"max_tokens":9,"temperature":1,"stop":["\n","a\n",""],"messages":[{"role":"user","content":"hi"}]}""", "anthropic");
        Assert.Contains("\"stop_sequences\":[\"a\\n\"]", sent.Body, StringComparison.Ordinal);
        Assert.Equal(["stop"], sent.Dropped);
    }

    [Theory]
    [InlineData("claude-opus-4-20250514", true)]
    [InlineData("claude-opus-4-1-20250805", false)]
    [InlineData("claude-sonnet-4-5", false)]
    [InlineData("another-5", true)]
    public async Task Takes_a_temperature_or_a_top_p_where_both_are_refused(string model, bool takesBoth)
    {
        const string Both = """{"max_tokens":9,"temperature":0.5,"top_p":0.9,"messages":[{"role":"user","content":"hi"}]}""";
        var sent = await Sent.Of(Both, "anthropic", model: model);
        Assert.Contains("\"temperature\":0.5", sent.Body, StringComparison.Ordinal);
        Assert.Equal(takesBoth, sent.Body.Contains("top_p", StringComparison.Ordinal));
        string[] dropped = takesBoth ? [] : ["top_p"];
        Assert.Equal(dropped, sent.Dropped);

        var alone = await Sent.Of(Both.Replace("\"temperature\":0.5,", "", StringComparison.Ordinal), "anthropic", model: model);
        Assert.DoesNotContain("temperature", alone.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_of_arguments_is_that_of_an_object_and_strict_where_the_model_keeps_to_schemas()
    {
        var sent = await Sent.Of(
            """{"max_tokens":9,"temperature":1,"tools":[{"type":"function","function":{"name":"f","parameters":{}}},{"type":"function","function":{"name":"g","strict":true,"parameters":{"properties":{}}}}],"messages":[{"role":"user","content":"hi"}]}""",
            "anthropic",
            Capabilities.Chat | Capabilities.JsonSchema);
        Assert.Contains(
            """ "tools":[{"name":"f","input_schema":{"type":"object"}},{"name":"g","input_schema":{"type":"object","properties":{},"additionalProperties":false},"strict":true}]""".Trim(),
            sent.Body,
            StringComparison.Ordinal);
        Assert.Empty(sent.Dropped);
    }

    [Fact]
    public async Task Offers_those_tools_alone_that_are_allowed()
    {
        var sent = await Sent.Of(
            """
            {"max_tokens":9,"temperature":1,"tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}],
             "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"g"}}]}},
             "messages":[{"role":"user","content":"hi"}]}
            """,
            "anthropic");
        Assert.Contains(""" "tools":[{"name":"g","input_schema":{"type":"object","properties":{}}}],"tool_choice":{"type":"any"}""".Trim(), sent.Body, StringComparison.Ordinal);
        Assert.Empty(sent.Dropped);
    }

    [Fact]
    public async Task A_schema_of_the_answer_says_nothing_that_is_refused()
    {
        var sent = await Sent.Of(
            """
            {"max_tokens":9,"temperature":1,"messages":[{"role":"user","content":"hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{
              "$schema":"x","type":"object","required":["minimum"],"additionalProperties":true,"$defs":{"d":{"type":["object","null"],"properties":{}}},
              "properties":{
                "minimum":{"type":"integer","minimum":1,"default":2,"description":"n"},
                "when":{"type":"string","format":"date","maxLength":9},
                "word":{"type":"string","format":"regex"},
                "some":{"type":"array","minItems":1,"maxItems":3,"items":{"oneOf":[{"$ref":"#/$defs/d"},{"const":1}]}}}}}}}
            """,
            "anthropic",
            Capabilities.Chat | Capabilities.JsonSchema);
        sent.Says(
            """
            {"model":"model-x","max_tokens":9,"temperature":1,"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}],
             "output_config":{"format":{"type":"json_schema","schema":{
              "type":"object","required":["minimum"],"$defs":{"d":{"type":["object","null"],"properties":{},"additionalProperties":false}},
              "properties":{
                "minimum":{"type":"integer","description":"n"},
                "when":{"type":"string","format":"date"},
                "word":{"type":"string"},
                "some":{"type":"array","minItems":1,"items":{"anyOf":[{"$ref":"#/$defs/d"},{"const":1}]}}},
              "additionalProperties":false}}}}
            """);
        Assert.Equal(
            [
                "response_format.schema.additionalProperties", "response_format.schema.format", "response_format.schema.maxItems",
                "response_format.schema.maxLength", "response_format.schema.minimum",
            ],
            sent.Dropped);
    }
}
