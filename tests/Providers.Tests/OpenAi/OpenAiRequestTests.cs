using System.Text.Json;
using Providers.Chat;
using Routing.Catalog;

namespace Providers.Tests.OpenAi;

public class OpenAiRequestTests
{
    private static readonly Conversation Full = new()
    {
        Messages =
        [
            new() { Role = ChatRole.Developer, Content = [new TextPart("be brief")] },
            new() { Role = ChatRole.User, Name = "ann", Content = [new TextPart("see "), new ImagePart("https://x/y.png", "low")] },
            new() { Role = ChatRole.Assistant, ToolCalls = [new("1", "f", "{\"a\":1}")] },
            new() { Role = ChatRole.Tool, ToolCallId = "1", Content = [new TextPart("ok")] },
        ],
        Tools = [new("f") { Description = "does", ParametersJson = "{\"type\":\"object\"}", Strict = true }],
        ToolChoice = new(ToolChoiceMode.Named, "f"),
        Parameters = new()
        {
            MaxTokens = 9,
            Temperature = 0.25,
            TopP = 0.5,
            Seed = 7,
            Stop = ["a", "b"],
            FrequencyPenalty = 1,
            PresencePenalty = -1,
            ParallelToolCalls = false,
            ReasoningEffort = "low",
        },
        ResponseFormat = new() { Name = "s", SchemaJson = "{\"type\":\"object\"}", Strict = true },
    };

    [Fact]
    public async Task Says_everything_a_conversation_holds()
    {
        var sent = await Send(ChatRequest.From(Full, "auto", stream: true), "openai");
        Equal(
            """
            {"model":"gpt-x","messages":[
              {"role":"developer","content":"be brief"},
              {"role":"user","name":"ann","content":[{"type":"text","text":"see "},{"type":"image_url","image_url":{"url":"https://x/y.png","detail":"low"}}]},
              {"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},
              {"role":"tool","tool_call_id":"1","content":"ok"}],
             "stream":true,"stream_options":{"include_usage":true},
             "tools":[{"type":"function","function":{"name":"f","description":"does","parameters":{"type":"object"},"strict":true}}],
             "tool_choice":{"type":"function","function":{"name":"f"}},
             "max_completion_tokens":9,"temperature":0.25,"top_p":0.5,"seed":7,"frequency_penalty":1,"presence_penalty":-1,
             "parallel_tool_calls":false,"reasoning_effort":"low","stop":["a","b"],
             "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"},"strict":true}}}
            """,
            sent);
    }

    [Fact]
    public async Task What_it_writes_reads_back_as_the_same_conversation()
    {
        var sent = await Send(ChatRequest.From(Full, "auto", stream: false), "openai");
        var read = Providers.OpenAi.OpenAiChatReader.Read(System.Text.Encoding.UTF8.GetBytes(sent)).Request!.Conversation;
        Assert.Equal(sent, await Send(ChatRequest.From(read, "auto", stream: false), "openai"));
    }

    [Fact]
    public async Task Says_system_to_providers_that_do_not_know_developer()
    {
        using var sent = JsonDocument.Parse(await Send(ChatRequest.From(Full, null, stream: false), "groq"));
        Assert.Equal("system", sent.RootElement.GetProperty("messages")[0].GetProperty("role").GetString());
        Assert.Equal(9, sent.RootElement.GetProperty("max_completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Fills_in_defaults_for_a_bare_conversation()
    {
        var bare = new Conversation { Messages = [new() { Role = ChatRole.User, Content = [new TextPart("hi")] }] };
        using var message = Targets.Adapter("mistral").CreateChat(
            ChatRequest.From(bare, null, stream: true), Targets.Of("mistral", "m"), new ParameterDefaults(100, 700));
        Equal(
            """{"model":"m","messages":[{"role":"user","content":"hi"}],"stream":true,"max_tokens":100,"temperature":0.7}""",
            await message.Content!.ReadAsStringAsync());
    }

    [Fact]
    public async Task Names_what_it_left_out_because_the_chosen_model_refuses_it()
    {
        using var message = Targets.Adapter("openai").CreateChat(
            ChatRequest.From(Full, null, stream: false),
            Thinking(Targets.Of("openai", "m", "temperature", "top_p")),
            new ParameterDefaults(1, 700) { RouterChose = true });
        Assert.Equal(["temperature", "top_p"], DroppedFields.Of(message));
        Assert.DoesNotContain("temperature", await message.Content!.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Goes_to_the_providers_path_with_key_and_headers()
    {
        var target = Targets.Of("openai", "m");
        target = target with
        {
            BaseAddress = new("https://proxy.example/base/v1/?api-version=7"),
            ApiKey = " key\n",
            Provider = target.Provider with { Headers = target.Provider.Headers.Add("x-team", "blue") },
        };
        using var message = Targets.Adapter("openai").CreateChat(ChatRequest.From(Full, null, stream: false), target, ParameterDefaults.None);
        Assert.Equal("https://proxy.example/base/v1/chat/completions?api-version=7", message.RequestUri!.AbsoluteUri);
        Assert.Empty(message.Headers);
        Assert.IsType<SharedHeadRequest>(message).WriteHeaders();
        Assert.Equal("Bearer key", message.Headers.Authorization!.ToString());
        Assert.Equal("blue", Assert.Single(message.Headers.GetValues("x-team")));
        Assert.Equal(HttpMethod.Post, message.Method);
    }

    [Fact]
    public void Shares_its_head_with_the_other_requests_of_its_key()
    {
        var target = Targets.Of("openai", "m") with { Heads = new() };
        var head = HeadOf(target);
        Assert.Same(head, HeadOf(target with { Deployment = Targets.Of("openai", "n").Deployment }));
        Assert.NotSame(head, HeadOf(target with { ApiKey = "another-key" }));
        Assert.Same(head, HeadOf(target));
    }

    private static SharedHead HeadOf(UpstreamTarget target)
    {
        using var message = Targets.Adapter("openai").CreateChat(ChatRequest.From(Full, null, stream: false), target, ParameterDefaults.None);
        return Assert.IsType<SharedHeadRequest>(message).Head;
    }

    [Fact]
    public void A_key_never_shows_in_the_text_of_a_target() =>
        Assert.DoesNotContain("secret-key", Targets.Of("openai", "m").ToString(), StringComparison.Ordinal);

    private static UpstreamTarget Thinking(UpstreamTarget target) =>
        target with { Deployment = target.Deployment with { Capabilities = Capabilities.Reasoning } };

    private static async Task<string> Send(ChatRequest request, string profile)
    {
        using var message = Targets.Adapter(profile).CreateChat(request, Thinking(Targets.Of(profile, "gpt-x")), ParameterDefaults.None);
        return await message.Content!.ReadAsStringAsync();
    }

    private static void Equal(string expected, string actual)
    {
        using var expectedDocument = JsonDocument.Parse(expected);
        using var actualDocument = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(expectedDocument.RootElement, actualDocument.RootElement), actual);
    }

    [Theory]
    [InlineData("openai", 4)]
    [InlineData("openai-compatible", 6)]
    public async Task Ends_at_no_more_words_than_the_provider_takes(string profile, int most)
    {
        var many = Full with { Parameters = new() { Stop = ["a", "b", "c", "d", "e", "f"] } };
        var sent = await Sent.Of(ChatRequest.From(many, "auto", stream: false), profile, ParameterDefaults.None);
        Assert.Equal(most, JsonElement.Parse(sent.Body).GetProperty("stop").GetArrayLength());
        Assert.Equal(most < 6, sent.Dropped.Contains("stop"));
    }

    [Fact]
    public async Task Says_nothing_of_tools_where_there_are_none()
    {
        var sent = await Send(ChatRequest.From(Full with { Tools = [] }, "auto", stream: false), "openai");
        Assert.DoesNotContain("parallel_tool_calls", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("tool_choice", sent, StringComparison.Ordinal);
    }
}
