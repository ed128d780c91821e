using System.Net;
using System.Text;
using Providers.Embeddings;
using Providers.OpenAi;
using Providers.OpenAi.Responses;
using Providers.Streams;
using Providers.Tests.Streams;
using Routing.Catalog;
using Simulation;
using Simulation.Scripting;

namespace Providers.Tests.Fuzzing;

/// <summary>
/// Whatever a provider sends, a reader says what it is or that it is nothing.
/// </summary>
public sealed class WireFuzzTests
{
    private static readonly DeploymentId Deployment = new(new("p"), "m");
    private static readonly ResponseNames Names = new(static id => new StoredResponse(id, Deployment, "marked").ToString(), "before");

    [Theory]
    [InlineData("openai", true)]
    [InlineData("openai", false)]
    [InlineData("anthropic", true)]
    [InlineData("anthropic", false)]
    [InlineData("gemini", true)]
    [InlineData("gemini", false)]
    [InlineData("ollama", true)]
    [InlineData("ollama", false)]
    public async Task Answers(string profile, bool stream)
    {
        var adapter = Targets.Adapter(profile);
        await Fuzz.RunAsync(await SampleAsync(profile, stream), async (input, cuts) =>
        {
            using var response = Of(input, cuts);
            if (!stream)
            {
                _ = (await adapter.ReadChatAsync(response, default)).Answer;
                return;
            }

            await foreach (var chunk in adapter.ReadChatStreamAsync(response, default))
            {
                _ = chunk.Keep().ReadDelta();
            }
        });
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    [InlineData("ollama")]
    public async Task Errors(string profile)
    {
        var adapter = Targets.Adapter(profile);
        var sample = """[{"error":{"code":429,"message":"Slow down","status":"RESOURCE_EXHAUSTED","details":[{"reason":"x","retryDelay":"3.5s"}]},"type":"error"}]"""u8;
        await Fuzz.RunAsync(sample.ToArray(), async (input, cuts) =>
        {
            using var response = Of(input, cuts, HttpStatusCode.TooManyRequests);
            await adapter.ReadFailureAsync(response, DateTimeOffset.UnixEpoch, default);
        });
    }

    [Fact]
    public Task Events() => Fuzz.RunAsync(
        "\uFEFF: a comment\r\nevent: one\ndata: {\"a\":1}\n\ndata: two\rdata: lines\r\rid: 7\nretry: 9\n\ndata\n\ndata: [DONE]\n\n"u8.ToArray(),
        async (input, cuts) =>
        {
            using var events = new SseReader(new ChoppedStream(input, cuts));
            while (await events.ReadAsync(default))
            {
                Assert.True(events.Data.Length <= input.Length);
            }
        });

    [Fact]
    public Task Lines() => Fuzz.RunAsync(
        "{\"a\":1}\n{\"b\":[2,3]}\r\n\n{\"c\":\"grüße\"}"u8.ToArray(),
        async (input, cuts) =>
        {
            using var lines = new NdjsonReader(new ChoppedStream(input, cuts));
            while (await lines.ReadAsync(default))
            {
                Assert.True(lines.Data.Length <= input.Length);
            }
        });

    [Fact]
    public Task The_scan_of_chunks() => Fuzz.RunAsync(
        """{"id":"1","choices":[{"index":0,"delta":{"content":"Grüße \ud83d\ude00","tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}"""u8.ToArray(),
        (input, _) =>
        {
            OpenAiScan.Read(input);
            return Task.CompletedTask;
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Responses(bool stream)
    {
        var adapter = Targets.Adapter("openai").For(ResponsesReader.Read("""{"input":"hi"}"""u8.ToArray()).Request!);
        var whole = """{"id":"r","object":"response","status":"completed","store":true,"output":[{"type":"message","content":[{"type":"output_text","text":"Grüße"}]}],"usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3}}""";
        var events = string.Concat(((string[])
        [
            """{"type":"response.created","response":{"id":"r","store":true,"output":[]}}""",
            """{"type":"response.output_text.delta","delta":"Grüße"}""",
            $$"""{"type":"response.completed","response":{{whole}} }""",
        ]).Select(static data => $"data: {data}\n\n"));
        await Fuzz.RunAsync(Encoding.UTF8.GetBytes(stream ? events : whole), async (input, cuts) =>
        {
            using var response = Of(input, cuts);
            if (!stream)
            {
                StoredResponse.Mark((await adapter.ReadChatAsync(response, default)).Body, Names);
                return;
            }

            await foreach (var chunk in adapter.ReadChatStreamAsync(response, default))
            {
                StoredResponse.MarkEvent(chunk.EventName!, chunk.Data, Names);
            }
        });
    }

    [Theory]
    [InlineData("openai", """{"object":"list","data":[{"index":0,"embedding":[0.5,-2e0]},{"index":1,"embedding":"AAAAPwAAAMA="}],"usage":{"prompt_tokens":2,"total_tokens":2}}""")]
    [InlineData("gemini", """{"embeddings":[{"values":[0.5,-2]},{"values":[1,2]}]}""")]
    [InlineData("ollama", """{"model":"m","embeddings":[[0.5,-2],[1,2]],"prompt_eval_count":2}""")]
    public Task Vectors(string profile, string sample)
    {
        var request = EmbeddingRequest.From(["a", "b"], null, null);
        return Fuzz.RunAsync(Encoding.UTF8.GetBytes(sample), async (input, cuts) =>
        {
            using var response = Of(input, cuts);
            _ = (await Targets.Adapter(profile).ReadEmbeddingsAsync(request, response, default)).Vectors!.All;
        });
    }

    [Theory]
    [InlineData("openai", """{"object":"list","data":[{"id":"m","object":"model","created":1,"owned_by":"o","context_length":9,"pricing":{"prompt":"0.1"}}],"has_more":true,"last_id":"m"}""")]
    [InlineData("anthropic", """{"data":[{"type":"model","id":"m","display_name":"M","created_at":"2026-01-01T00:00:00Z"}],"has_more":true,"first_id":"m","last_id":"m"}""")]
    [InlineData("gemini", """{"models":[{"name":"models/m","inputTokenLimit":9,"supportedGenerationMethods":["generateContent"]}],"nextPageToken":"p"}""")]
    [InlineData("ollama", """{"models":[{"name":"m","model":"m","modified_at":"2026-01-01T00:00:00Z","size":1,"details":{"family":"f"}}]}""")]
    public Task Models(string profile, string sample) => Fuzz.RunAsync(Encoding.UTF8.GetBytes(sample), (input, _) =>
    {
        Targets.Adapter(profile).ReadModels(input);
        return Task.CompletedTask;
    });

    private static HttpResponseMessage Of(byte[] input, int[] cuts, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StreamContent(new ChoppedStream(input, cuts)) };

    // What the simulated provider sends for an answer with everything in it.
    private static async Task<byte[]> SampleAsync(string profile, bool stream)
    {
        await using var simulator = await ProviderSimulator.StartAsync();
        simulator.Replies(new Reply
        {
            Reasoning = ["h", "m"],
            Chunks = ["Grüße, ", "世界 ", "😀\n\"}"],
            ToolCalls = [new("look", "{\"at\":\"x\"}"), new("listen", "{}")],
            FinishReason = "tool_calls",
            Usage = new(20, 9, 4, 0, 3),
        });
        var target = Targets.Of(profile, "sim-small") with
        {
            BaseAddress = new(simulator.Address, profile switch { "ollama" => "/", "gemini" => "/v1beta", _ => "/v1" }),
        };
        var body = $$"""{"model":"auto","stream":{{(stream ? "true" : "false")}},"tools":[{"type":"function","function":{"name":"look"} }],"messages":[{"role":"user","content":"hi"}]}""";
        using var message = Targets.Adapter(profile).CreateChat(OpenAiChatReader.Read(Encoding.UTF8.GetBytes(body)).Request!, target, ParameterDefaults.None);
        using var client = new HttpClient();
        using var response = await client.SendAsync(message);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
