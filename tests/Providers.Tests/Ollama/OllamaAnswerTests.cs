using System.Text;
using Providers.Chat;
using Providers.Failures;
using Routing.Money;

namespace Providers.Tests.Ollama;

public class OllamaAnswerTests
{
    private const string Recorded = """
        {"model":"llama","created_at":"2026-03-01T12:00:00.5Z","message":{"role":"assistant","content":"","thinking":"hm"},"done":false}
        {"model":"llama","created_at":"2026-03-01T12:00:01.5Z","message":{"role":"assistant","content":"Hé 😀"},"done":false}
        {"model":"llama","created_at":"2026-03-01T12:00:02.5Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]},"done":false}
        {"model":"llama","created_at":"2026-03-01T12:00:02.5Z","message":{"role":"assistant","content":"","tool_calls":[{"id":"own","function":{"name":"g","arguments":{}}}]},"done":false}
        {"model":"llama","created_at":"2026-03-01T12:00:03.5Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":11,"eval_count":5}

        """;

    private static readonly IProviderAdapter Adapter = Targets.Adapter("ollama");

    [Fact]
    public async Task Reads_text_thoughts_tool_calls_end_and_usage_wherever_the_bytes_are_cut()
    {
        const string Expected = "Hé 😀|hm|ToolCalls";
        for (var cut = 1; cut <= Encoding.UTF8.GetByteCount(Recorded); cut++)
        {
            var chunks = await Answers.ReadStream(Adapter, Recorded, cut);
            var answer = Answers.Join(chunks.Select(chunk => chunk.Delta));
            Assert.StartsWith(Expected, Answers.Print(answer), StringComparison.Ordinal);
            Assert.Equal([new ToolCall("call_202603011200025_0", "f", "{\"a\":1}"), new ToolCall("own", "g", "{}")], answer.ToolCalls.ToArray());
            Assert.Equal(new TokenUsage { InputTokens = 11, OutputTokens = 5 }, answer.Usage);
            Assert.Equal([true, true, true, true, false], chunks.Select(chunk => chunk.IsContent));
        }
    }

    [Theory]
    [InlineData("stop", FinishReason.Stop)]
    [InlineData("length", FinishReason.Length)]
    [InlineData("load", FinishReason.Stop)]
    public async Task Reads_a_whole_answer(string reason, FinishReason finish)
    {
        using var response = Answers.Of(
            $"{{\"model\":\"llama\",\"message\":{{\"role\":\"assistant\",\"content\":\"hi\"}},\"done\":true,\"done_reason\":\"{reason}\",\"eval_count\":2}}");
        var completion = await Adapter.ReadChatAsync(response, default);
        Assert.Equal(("hi", finish), (completion.Answer.Text, completion.FinishReason));
        Assert.Equal(new TokenUsage { OutputTokens = 2 }, completion.Usage);
    }

    [Theory]
    [InlineData("{\"message\":{\"content\":\"a\"},\"done\":false}\n", FailureKind.Cut)]
    [InlineData("{\"message\":{\"content\":\"a\"},\"done\":false}\n{\"mess", FailureKind.Cut)]
    [InlineData("", FailureKind.Cut)]
    [InlineData("{\"message\":{\"content\":\"a\"},\"done\":false}\n{\"error\":\"llama runner process has terminated\"}\n", FailureKind.Upstream)]
    [InlineData("nonsense\n", FailureKind.Malformed)]
    [InlineData("{\"done\":true}\n", FailureKind.Malformed)]
    public async Task A_stream_that_ends_badly_is_a_failure(string body, FailureKind kind)
    {
        var thrown = await Assert.ThrowsAsync<UpstreamFailureException>(() => Answers.ReadStream(Adapter, body));
        Assert.Equal(kind, thrown.Failure.Kind);
    }

    [Fact]
    public async Task A_whole_answer_that_is_not_done_is_cut()
    {
        using var response = Answers.Of("{\"message\":{\"content\":\"hi\"},\"done\":false}");
        var thrown = await Assert.ThrowsAsync<UpstreamFailureException>(() => Adapter.ReadChatAsync(response, default).AsTask());
        Assert.Equal(FailureKind.Cut, thrown.Failure.Kind);
    }
}
