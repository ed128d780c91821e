using System.Text;
using Providers.Chat;
using Providers.Failures;
using Providers.OpenAi;
using Routing.Money;
using Simulation.Scripting;

namespace Providers.Tests.Conversing;

/// <summary>The same answers and faults, through each wire format, over real connections.</summary>
public class EveryFormatTests
{
    private static readonly Reply Whole = new()
    {
        Reasoning = ["h", "m"],
        Chunks = ["Grüße, ", "世界 ", "😀\n\"}"],
        ToolCalls = [new("look", "{\"at\":\"x\"}"), new("listen", "{}")],
        FinishReason = "tool_calls",
    };

    public static TheoryData<string, bool> Formats
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var profile in (string[])["openai", "ollama", "anthropic", "gemini"])
            {
                data.Add(profile, true);
                data.Add(profile, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Rule_36_an_answer_is_the_same_in_every_format(string profile, bool stream)
    {
        await using var upstream = await Upstream.StartAsync(profile);
        upstream.Simulator.Replies(Whole with { Usage = new(20, 9), SplitEvery = 7 });
        var answer = await upstream.AskAsync(Request(stream));
        Assert.Equal("Grüße, 世界 😀\n\"}", answer.Text?.ToString());
        Assert.Equal("hm", answer.Reasoning?.ToString());
        Assert.Equal([("look", "{\"at\":\"x\"}"), ("listen", "{}")], answer.ToolCalls.Select(call => (call.Name, call.Arguments)));
        Assert.Equal(2, answer.ToolCalls.Select(call => call.Id).Where(id => id.Length > 0).Distinct().Count());
        Assert.Equal(FinishReason.ToolCalls, answer.FinishReason);
        Assert.Equal((20, 9), (answer.Usage!.Value.InputTokens, answer.Usage.Value.OutputTokens));
    }

    [Theory]
    [InlineData("openai", 8, 0, 4)]
    [InlineData("anthropic", 8, 3, 0)]
    [InlineData("gemini", 8, 0, 4)]
    public async Task Cached_and_thought_tokens_are_told_apart(string profile, int cached, int written, int reasoning)
    {
        await using var upstream = await Upstream.StartAsync(profile);
        foreach (var stream in (bool[])[true, false])
        {
            upstream.Simulator.Replies(Reply.Text("x") with { Usage = new(20, 9, cached, written, reasoning) });
            Assert.Equal(
                new TokenUsage { InputTokens = 20, OutputTokens = 9, CachedInputTokens = cached, CacheWriteTokens = written, ReasoningTokens = reasoning },
                (await upstream.AskAsync(Request(stream))).Usage);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Rule_37_a_stream_split_after_every_byte_reads_the_same(string profile, bool stream)
    {
        await using var upstream = await Upstream.StartAsync(profile);
        upstream.Simulator.Replies(Whole with { SplitEvery = 1 });
        Assert.Equal("Grüße, 世界 😀\n\"}", (await upstream.AskAsync(Request(stream))).Text?.ToString());
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Statuses_become_kinds(string profile, bool stream)
    {
        await using var upstream = await Upstream.StartAsync(profile);
        foreach (var (status, kind) in ((int, FailureKind)[])[
            (400, FailureKind.CallerFault), (401, FailureKind.Credential), (404, FailureKind.ModelGone), (429, FailureKind.RateLimited),
            (500, FailureKind.Upstream), (529, FailureKind.Overloaded)])
        {
            upstream.Simulator.Replies(status, retryAfter: 3);
            var failure = await upstream.FailAsync(Request(stream));
            Assert.Equal((kind, status, TimeSpan.FromSeconds(3)), (failure.Kind, failure.Status, failure.RetryAfter));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_page_in_place_of_an_answer_is_malformed(string profile, bool stream)
    {
        await using var upstream = await Upstream.StartAsync(profile);
        upstream.Simulator.Replies(Reply.Html());
        Assert.Equal(FailureKind.Malformed, (await upstream.FailAsync(Request(stream))).Kind);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_connection_reset_before_any_answer_is_the_upstreams_fault(string profile, bool stream)
    {
        await using var upstream = await Upstream.StartAsync(profile);
        upstream.Simulator.Replies(Reply.Refuse());
        Assert.Equal(FailureBlame.Upstream, (await upstream.FailAsync(Request(stream))).Blame);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("ollama")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    public async Task A_stream_that_breaks_says_how(string profile)
    {
        await using var upstream = await Upstream.StartAsync(profile);
        foreach (var (reply, kind) in ((Reply, FailureKind)[])[
            (Reply.CutAfter("a", "b"), FailureKind.Cut), (Reply.EndEarlyAfter("a"), FailureKind.Cut),
            (Reply.MalformedAfter("a"), FailureKind.Malformed), (Reply.ErrorEventAfter("a"), FailureKind.Upstream)])
        {
            upstream.Simulator.Replies(reply);
            Assert.Equal(kind, (await upstream.FailAsync(Request(stream: true))).Kind);
        }
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("ollama")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    public async Task Lists_the_models(string profile)
    {
        await using var upstream = await Upstream.StartAsync(profile);
        Assert.Contains("sim-small", await upstream.ListModelsAsync());
    }

    private static ChatRequest Request(bool stream)
    {
        var body = """
            {"model":"auto","stream":STREAM,
             "tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object","properties":{"at":{"type":"string"}}}}}],
             "messages":[{"role":"system","content":"be brief"},{"role":"user","content":"hi"}]}
            """;
        return OpenAiChatReader.Read(Encoding.UTF8.GetBytes(body.Replace("STREAM", stream ? "true" : "false", StringComparison.Ordinal))).Request!;
    }
}
