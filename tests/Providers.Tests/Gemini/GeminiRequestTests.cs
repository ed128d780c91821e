using Routing.Catalog;

namespace Providers.Tests.Gemini;

public class GeminiRequestTests
{
    [Fact]
    public async Task Says_an_openai_request_in_geminis_words()
    {
        var sent = await Sent.Of(
            """
            {"model":"auto","stream":true,"max_tokens":9,"temperature":1.5,"top_p":0.9,"seed":7,"stop":"END","frequency_penalty":0.5,
             "tool_choice":{"type":"function","function":{"name":"f"}},
             "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"}}},
             "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],
             "messages":[{"role":"system","content":"be brief"},
               {"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}}]},
               {"role":"assistant","content":"calling","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},
                 {"id":"2","type":"function","function":{"name":"g","arguments":"{}"}}]},
               {"role":"tool","tool_call_id":"1","content":"one"},{"role":"tool","tool_call_id":"2","content":"two"}]}
            """,
            "gemini",
            model: "gemini-2.5-pro");
        sent.Says(
            """
            {"systemInstruction":{"parts":[{"text":"be brief"}]},
             "contents":[{"role":"user","parts":[{"text":"look"},{"inlineData":{"mimeType":"image/png","data":"QUJD"}}]},
               {"role":"model","parts":[{"text":"calling"},{"functionCall":{"name":"f","args":{"a":1}}},{"functionCall":{"name":"g","args":{}}}]},
               {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"result":"one"}}},{"functionResponse":{"name":"g","response":{"result":"two"}}}]}],
             "tools":[{"functionDeclarations":[{"name":"f","description":"d","parametersJsonSchema":{"type":"object"}}]}],
             "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}},
             "generationConfig":{"maxOutputTokens":9,"temperature":1.5,"topP":0.9,"seed":7,"frequencyPenalty":0.5,"stopSequences":["END"],
               "responseMimeType":"application/json","responseJsonSchema":{"type":"object"}}}
            """);
        Assert.Empty(sent.Dropped);
        Assert.Equal("https://api.example/v1/models/gemini-2.5-pro:streamGenerateContent?alt=sse", sent.Message.RequestUri!.AbsoluteUri);
        Assert.Equal("secret-key", Assert.Single(sent.Message.Headers.GetValues("x-goog-api-key")));
    }

    [Theory]
    [InlineData("gemini-3-pro", "https://api.example/v1/models/gemini-3-pro:generateContent")]
    [InlineData("tunedModels/my one?", "https://api.example/v1/tunedModels/my%20one%3F:generateContent")]
    public async Task Puts_the_model_into_the_address(string model, string address)
    {
        var sent = await Sent.Of("""{"messages":[{"role":"user","content":"hi"}]}""", "gemini", model: model);
        Assert.Equal(address, sent.Message.RequestUri!.AbsoluteUri);
        sent.Says("""{"contents":[{"role":"user","parts":[{"text":"hi"}]}],"generationConfig":{"maxOutputTokens":64,"temperature":0.7}}""");
    }

    [Theory]
    [InlineData("gemini-3-pro", ",\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}", "c2ln")]
    [InlineData("gemini-3-pro", "", "skip_thought_signature_validator")]
    [InlineData("gemini-2.5-pro", ",\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}", "c2ln")]
    [InlineData("gemini-2.5-pro", "", null)]
    public async Task Sends_the_signature_of_a_call_back(string model, string extra, string? signature)
    {
        var sent = await Sent.Of(
            """{"messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}"""
            + extra + """}]},{"role":"tool","tool_call_id":"1","content":"r"}]}""",
            "gemini",
            model: model);
        var said = signature is null ? "" : $",\"thoughtSignature\":\"{signature}\"";
        Assert.Contains("{\"functionCall\":{\"name\":\"f\",\"args\":{}}" + said + "}", sent.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gemini-2.5-flash", "none", "{\"thinkingBudget\":0}")]
    [InlineData("gemini-2.5-pro", "low", "{\"thinkingBudget\":1024}")]
    [InlineData("gemini-2.5-pro", "medium", "{\"thinkingBudget\":8192}")]
    [InlineData("gemini-2.5-pro", "high", "{\"thinkingBudget\":10000}")]
    [InlineData("gemini-3-flash", "none", "{\"thinkingLevel\":\"minimal\"}")]
    [InlineData("gemini-3-flash", "medium", "{\"thinkingLevel\":\"medium\"}")]
    [InlineData("gemini-3-pro-preview", "minimal", "{\"thinkingLevel\":\"low\"}")]
    [InlineData("gemini-3-pro-preview", "medium", "{\"thinkingLevel\":\"high\"}")]
    [InlineData("gemini-3.1-pro", "xhigh", "{\"thinkingLevel\":\"high\"}")]
    public async Task Says_how_hard_to_think(string model, string effort, string said)
    {
        var sent = await Sent.Of(
            $$"""{"reasoning_effort":"{{effort}}","max_tokens":20000,"messages":[{"role":"user","content":"hi"}]}""",
            "gemini",
            Capabilities.Chat | Capabilities.Reasoning,
            model: model);

        Assert.Contains("\"thinkingConfig\":" + said, sent.Body, StringComparison.Ordinal);
        Assert.Empty(sent.Dropped);
    }

    [Theory]
    [InlineData("gemini-2.5-pro", "none", 20000)]
    [InlineData("gemini-3-pro", "none", 20000)]
    [InlineData("gemini-2.5-flash", "high", 900)]
    public async Task Names_effort_where_it_cannot_be_said(string model, string effort, int limit)
    {
        var sent = await Sent.Of(
            $$"""{"reasoning_effort":"{{effort}}","max_tokens":{{limit}},"messages":[{"role":"user","content":"hi"}]}""",
            "gemini",
            Capabilities.Chat | Capabilities.Reasoning,
            model: model);

        Assert.Equal(["reasoning_effort"], sent.Dropped);
        Assert.DoesNotContain("thinkingConfig", sent.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_what_it_cannot_say()
    {
        var sent = await Sent.Of(
            """
            {"n":2,"seed":3000000000,"logit_bias":{},"reasoning_effort":"high","parallel_tool_calls":false,"temperature":1,
             "tools":[{"type":"function","function":{"name":"f","strict":true}}],
             "messages":[{"role":"user","name":"ann","content":[{"type":"file","file":{}},{"type":"image_url","image_url":{"url":"https://x/y"}}]}]}
            """,
            "gemini",
            refused: ["temperature"]);
        Assert.Equal(
            [
                "logit_bias", "messages.content.file", "messages.content.image_url", "messages.name", "n", "parallel_tool_calls",
                "reasoning_effort", "seed", "temperature", "tools.function.strict",
            ],
            sent.Dropped);
        Assert.DoesNotContain("temperature", sent.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_a_turn_where_instructions_stand_alone_and_none_that_says_nothing()
    {
        var alone = await Sent.Of("""{"messages":[{"role":"system","content":"a"}]}""", "gemini");
        Assert.Contains("""{"contents":[{"role":"user","parts":[{"text":"a"}]}],""", alone.Body, StringComparison.Ordinal);

        var silent = await Sent.Of("""{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":""},{"role":"user","content":"b"}]}""", "gemini");
        Assert.Contains("""{"contents":[{"role":"user","parts":[{"text":"a"},{"text":"b"}]}],""", silent.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_at_no_more_words_than_are_taken()
    {
        var sent = await Sent.Of("""{"stop":["a","","b","c","d","e","f"],"messages":[{"role":"user","content":"hi"}]}""", "gemini");
        Assert.Contains("\"stopSequences\":[\"a\",\"b\",\"c\",\"d\",\"e\"]", sent.Body, StringComparison.Ordinal);
        Assert.Equal(["stop"], sent.Dropped);
    }
}
