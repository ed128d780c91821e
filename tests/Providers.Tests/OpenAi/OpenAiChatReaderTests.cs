using System.Text;
using Providers.Chat;
using Providers.OpenAi;
using Routing.Catalog;

namespace Providers.Tests.OpenAi;

public class OpenAiChatReaderTests
{
    [Fact]
    public void Reads_what_routing_must_know()
    {
        var request = Valid("""
            {"model":"auto","stream":true,"stream_options":{"include_usage":true},"max_tokens":50,"n":2,"logprobs":true,
             "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],
             "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{}}},
             "messages":[{"role":"system","content":"héllo\n\u00e9"},
               {"role":"user","content":[{"type":"text","text":"ab"},{"type":"image_url","image_url":{"url":"https://x/y.png"}}]},
               {"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},
               {"role":"tool","tool_call_id":"1","content":"😀"}]}
            """);
        Assert.Equal("auto", request.Model);
        Assert.True(request.Stream);
        Assert.True(request.IncludeUsage);
        Assert.Equal(4, request.Facts.MessageCount);
        Assert.Equal("héllo\né".Length + 2 + "f{}".Length + "😀".Length, request.Facts.PromptCharacters);
        Assert.InRange(request.Facts.PromptBytes, request.Facts.PromptCharacters + 4, request.Facts.PromptCharacters + 6);
        Assert.Equal(1, request.Facts.ImageCount);
        Assert.Equal(50, request.Facts.MaxOutputTokens);
        Assert.Equal(2, request.Facts.Choices);
        Assert.True(request.Facts is { HasTools: true, HasJsonSchema: true, HasLogProbabilities: true, HasAudio: false });
        Assert.InRange(request.Facts.ToolBytes, 60, 300);
    }

    [Fact]
    public void Takes_an_absent_null_or_empty_model_for_none_at_all()
    {
        const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
        Assert.Null(Valid($"{{{Messages}}}").Model);
        Assert.Null(Valid($"{{\"model\":null,{Messages}}}").Model);
        Assert.Null(Valid($"{{\"model\":\"\",{Messages}}}").Model);
    }

    [Theory]
    [InlineData("\"user\":\"u-1\"", "u-1")]
    [InlineData("\"user\":\"\"", null)]
    [InlineData("\"user\":7", null)]
    [InlineData("\"n\":1", null)]
    public void Reads_who_is_behind_the_caller(string member, string? endUser)
    {
        var reading = OpenAiChatReader.Read(Encoding.UTF8.GetBytes($$"""{{{member}},"messages":[{"role":"user","content":"hi"}]}"""));

        Assert.Equal(endUser, reading.Request!.EndUser);
    }

    [Fact]
    public void Reads_the_routing_hints()
    {
        var hints = Valid("""
            {"messages":[{"role":"user","content":"hi"}],"routing":{"agent_id":"a","execution_id":"e","intent":"extract",
             "agent_scores":{"creation_score":2,"execution_score":4.5,"combined_score":null},
             "step_metrics":{"prompt_length":10,"data_size":5000000000,"condition_count":3,"context_depth":2,"reasoning":7.25},
             "previous_failures":1,"budget_remaining":9000,"required_capabilities":["tools","vision"],"minimum_context":32000,
             "allowed_providers":["kimi"],"denied_providers":["groq","openai"]}}
            """).Hints;
        Assert.Equal(("a", "e", "extract"), (hints.AgentId, hints.ExecutionId, hints.Intent));
        Assert.Equal((2000, 4500, null), (hints.AgentScores!.CreationMillis, hints.AgentScores.ExecutionMillis, hints.AgentScores.CombinedMillis));
        Assert.Equal((10, 5_000_000_000L, 3), (hints.StepMetrics.PromptLength, hints.StepMetrics.DataSize, hints.StepMetrics.ConditionCount));
        Assert.Equal((2, 7250), (hints.StepMetrics.ContextDepth, hints.StepMetrics.ReasoningMillis));
        Assert.Equal((1, 9000L, 32_000), (hints.PreviousFailures, hints.BudgetRemaining, hints.Requirements.MinimumContext));
        Assert.Equal(Capabilities.Tools | Capabilities.Vision, hints.Requirements.Capabilities);
        Assert.Equal(["kimi"], hints.Requirements.AllowedProviders.Select(provider => provider.Value));
        Assert.Equal(["groq", "openai"], hints.Requirements.DeniedProviders.Select(provider => provider.Value));
    }

    [Fact]
    public void Lists_every_fault_at_once()
    {
        var faults = Faults("""
            {"model":7,"stream":"yes","temperature":3,"top_p":-1,"max_tokens":0,"n":1.5,"stop":[1],"seed":"x","tools":[{"type":"function"},5],
             "tool_choice":3,"response_format":{"type":"json_schema"},"stream_options":[],
             "routing":{"agentId":"a","intent":"dance","agent_scores":{"creation_score":11},"required_capabilities":["fly"]},
             "messages":[{"role":"alien","content":"x"},{"content":5},{"role":"user"},{"role":"tool","content":"r"},"text",
               {"role":"user","content":[{"text":"x"},{"type":"text"},{"type":"image_url"}]},
               {"role":"assistant","tool_calls":[{"function":{"name":"f"}}]}]}
            """);
        Assert.Equal(
            [
                "model", "stream", "temperature", "top_p", "max_tokens", "n", "stop[0]", "seed", "tools[0].function.name", "tools[1]",
                "tool_choice", "response_format.json_schema", "stream_options", "routing.agentId", "routing.intent",
                "routing.agent_scores.creation_score", "routing.required_capabilities", "messages[0].role", "messages[1].content",
                "messages[1].role", "messages[2].content", "messages[3].tool_call_id", "messages[4]", "messages[5].content[0].type",
                "messages[5].content[1].text", "messages[5].content[2].image_url.url", "messages[6].tool_calls[0].id",
                "messages[6].tool_calls[0].function",
            ],
            faults.Select(fault => fault.Field));
        Assert.All(faults, fault => Assert.NotEmpty(fault.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{\"messages\":[")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]} x")]
    [InlineData("{\"model\":\"\\ud800\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Refuses_what_is_not_a_json_object(string body)
    {
        var fault = Assert.Single(Faults(body));
        Assert.Equal("", fault.Field);
    }

    [Fact]
    public void Says_where_the_json_breaks() =>
        Assert.Contains("line 2, byte 3", Assert.Single(Faults("{\n  x}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_invalid_utf8()
    {
        byte[] body = [.. "{\"messages\":[{\"role\":\"user\",\"content\":\""u8, 0xC3, 0x28, .. "\"}]}"u8];
        Assert.Contains("UTF-8", Assert.Single(OpenAiChatReader.Read(body).Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_nesting_beyond_the_limit()
    {
        var deep = new string('[', 1000) + new string(']', 1000);
        Assert.Single(Faults($"{{\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}],\"x\":{deep}}}"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"messages\":null}")]
    [InlineData("{\"messages\":[]}")]
    [InlineData("{\"messages\":{}}")]
    public void Wants_at_least_one_message(string body) => Assert.Equal("messages", Assert.Single(Faults(body)).Field);

    [Fact]
    public void Stops_listing_after_enough_faults() =>
        Assert.Equal(32, Faults($"{{\"messages\":[{string.Join(',', Enumerable.Repeat("1", 500))}]}}").Count);

    [Fact]
    public void Never_throws_whatever_byte_is_damaged()
    {
        var body = Encoding.UTF8.GetBytes("""
            {"model":"a\u0062","messages":[{"role":"user","content":[{"type":"text","text":"é\n"}]}],"stream_options":{"include_usage":true},"routing":{"agent_id":"x"}}
            """);
        for (var at = 0; at < body.Length; at++)
        {
            foreach (var value in (byte[])[0, (byte)'"', (byte)'{', (byte)']', (byte)'\\', (byte)'9', 0xFF])
            {
                var damaged = (byte[])body.Clone();
                damaged[at] = value;
                var reading = OpenAiChatReader.Read(damaged);
                Assert.Equal(reading.IsValid, reading.Faults.IsEmpty);
            }
        }
    }

    private static ChatRequest Valid(string body)
    {
        var reading = OpenAiChatReader.Read(Encoding.UTF8.GetBytes(body));
        Assert.Empty(reading.Faults);
        return reading.Request!;
    }

    private static List<RequestFault> Faults(string body)
    {
        var reading = OpenAiChatReader.Read(Encoding.UTF8.GetBytes(body));
        Assert.False(reading.IsValid);
        return [.. reading.Faults];
    }
}
