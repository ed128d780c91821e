using System.Text;
using Providers.Chat;
using Providers.Failures;
using Routing.Catalog;
using Routing.Money;

namespace Providers.Tests.Gemini;

public class GeminiAnswerTests
{
    private static readonly string Recorded = string.Concat(((string[])[
        """{"candidates":[{"content":{"parts":[{"text":"hm","thought":true}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":11,"totalTokenCount":12},"modelVersion":"gemini-x","responseId":"r1"}""",
        """{"candidates":[{"content":{"parts":[{"text":"Hé "}],"role":"model"},"index":0}],"responseId":"r1"}""",
        """{"candidates":[{"content":{"parts":[{"text":"😀"},{"functionCall":{"name":"f","args":{"a":1}},"thoughtSignature":"c2ln"}],"role":"model"},"index":0}],"responseId":"r1"}""",
        """{"candidates":[{"content":{"parts":[{"functionCall":{"id":"own","name":"g"}}],"role":"model"},"index":0}],"responseId":"r1"}""",
        """{"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":11,"cachedContentTokenCount":4,"candidatesTokenCount":7,"thoughtsTokenCount":3,"toolUsePromptTokenCount":2,"totalTokenCount":23},"responseId":"r1"}"""])
        .Select(data => $"data: {data}\r\n\r\n"));

    private static readonly IProviderAdapter Adapter = Targets.Adapter("gemini");

    private static readonly TokenUsage Usage = new() { InputTokens = 13, CachedInputTokens = 4, OutputTokens = 10, ReasoningTokens = 3 };

    [Fact]
    public async Task Reads_a_stream_the_same_wherever_the_bytes_are_cut()
    {
        for (var cut = 1; cut < Encoding.UTF8.GetByteCount(Recorded); cut++)
        {
            var chunks = await Answers.ReadStream(Adapter, Recorded, cut);
            var answer = Answers.Join(chunks.Select(chunk => chunk.Delta));
            Assert.Equal(("Hé 😀", "hm", FinishReason.ToolCalls, Usage), (answer.Text, answer.Reasoning, answer.FinishReason, answer.Usage));
            Assert.Equal([new ToolCall("call_r1_0", "f", "{\"a\":1}"), new ToolCall("own", "g", "{}")], answer.ToolCalls.ToArray());
            Assert.Equal([true, true, true, true, false], chunks.Select(chunk => chunk.IsContent));
            Assert.Equal("c2ln", chunks[2].Delta.ToolCalls[0].Signature);
        }
    }

    [Fact]
    public async Task Reads_a_whole_answer()
    {
        using var response = Answers.Of("""
            {"candidates":[{"content":{"parts":[{"text":"hm","thought":true},{"text":"a"},{"text":"b"}],"role":"model"},"finishReason":"MAX_TOKENS"}],
             "usageMetadata":{"promptTokenCount":11,"cachedContentTokenCount":4,"candidatesTokenCount":7,"thoughtsTokenCount":3,"toolUsePromptTokenCount":2},
             "modelVersion":"gemini-x","responseId":"r1"}
            """);
        var completion = await Adapter.ReadChatAsync(response, default);
        var answer = completion.Answer;
        Assert.Equal(("r1", "gemini-x", "ab", "hm"), (answer.Id, answer.Model, answer.Text, answer.Reasoning));
        Assert.Equal((FinishReason.Length, Usage), (completion.FinishReason, completion.Usage));
    }

    [Theory]
    [InlineData("SAFETY", FinishReason.ContentFilter)]
    [InlineData("PROHIBITED_CONTENT", FinishReason.ContentFilter)]
    [InlineData("STOP", FinishReason.Stop)]
    [InlineData("OTHER", FinishReason.Stop)]
    public async Task Knows_why_an_answer_ended(string reason, FinishReason finish)
    {
        using var response = Answers.Of($"{{\"candidates\":[{{\"finishReason\":\"{reason}\"}}]}}");
        Assert.Equal(finish, (await Adapter.ReadChatAsync(response, default)).FinishReason);
    }

    [Theory]
    [InlineData("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{}}", FailureKind.ContentPolicy)]
    [InlineData("{\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\"}]}", FailureKind.Malformed)]
    [InlineData("{\"candidates\":[{\"content\":{}}]}", FailureKind.Malformed)]
    [InlineData("{\"ok\":true}", FailureKind.Malformed)]
    [InlineData("<html>", FailureKind.Malformed)]
    [InlineData("{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}", FailureKind.Overloaded)]
    public async Task An_answer_that_is_none_is_a_failure(string body, FailureKind kind)
    {
        using var response = Answers.Of(body);
        var thrown = await Assert.ThrowsAsync<UpstreamFailureException>(() => Adapter.ReadChatAsync(response, default).AsTask());
        Assert.Equal(kind, thrown.Failure.Kind);
    }

    [Theory]
    [InlineData("", FailureKind.Cut)]
    [InlineData("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n\n", FailureKind.Cut)]
    [InlineData("data: {\"candidates\":[{\"con", FailureKind.Cut)]
    [InlineData("data: {\"candidates\":[{\"con\n\n", FailureKind.Malformed)]
    public async Task A_stream_that_ends_badly_is_a_failure(string body, FailureKind kind)
    {
        var thrown = await Assert.ThrowsAsync<UpstreamFailureException>(() => Answers.ReadStream(Adapter, body));
        Assert.Equal(kind, thrown.Failure.Kind);
    }

    [Fact]
    public async Task Reads_how_long_to_wait_from_the_body()
    {
        using var response = Answers.Of(
            """
            {"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED","details":[
              {"@type":"type.googleapis.com/google.rpc.QuotaFailure"},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}]}}
            """,
            System.Net.HttpStatusCode.TooManyRequests);
        var failure = await Adapter.ReadFailureAsync(response, DateTimeOffset.UnixEpoch, default);
        Assert.Equal((FailureKind.RateLimited, TimeSpan.FromSeconds(34.5)), (failure.Kind, failure.RetryAfter));
    }

    [Fact]
    public void Reads_its_list_of_models()
    {
        var models = Adapter.ReadModels("""
            {"models":[{"name":"models/gemini-x","displayName":"Gemini X","inputTokenLimit":1048576,"outputTokenLimit":65536,
              "supportedGenerationMethods":["generateContent","countTokens","createCachedContent"],"thinking":true},
             {"name":"models/embedder","supportedGenerationMethods":["embedContent"]}]}
            """u8.ToArray()).Models;
        Assert.Equal(("gemini-x", "Gemini X", 1_048_576, 65_536), (models[0].Id, models[0].Name, models[0].ContextWindow, models[0].MaxOutputTokens));
        Assert.Equal(
            Capabilities.Chat | Capabilities.Streaming | Capabilities.Tools | Capabilities.Vision | Capabilities.JsonSchema | Capabilities.Audio
                | Capabilities.Reasoning | Capabilities.PromptCaching,
            models[0].Capabilities);
        Assert.Equal(Capabilities.Embeddings, models[1].Capabilities);
    }
}
