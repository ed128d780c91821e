using System.Net;
using System.Text;
using Providers.Failures;
using Providers.OpenAi;
using Providers.Streams;
using Providers.Tests.Streams;
using Simulation;
using Simulation.Scripting;

namespace Providers.Tests.Fuzzing;

/// <summary>
/// Whatever a provider sends, a reader says what it is or that it is nothing: it neither throws anything else, nor hangs, nor hoards.
/// 5,000 changed answers each, 100,000 with LONG_TESTS; the same ones every time.
/// </summary>
public sealed class WireFuzzTests
{
    private const int Seed = 20260105;

    // A hundred times and more what the samples come to.
    private const long MostAllocated = 8 << 20;

    private static readonly int Inputs = Environment.GetEnvironmentVariable("LONG_TESTS") is null ? 5_000 : 100_000;

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
        await FuzzAsync(await SampleAsync(profile, stream), async (input, cuts) =>
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
        await FuzzAsync(sample.ToArray(), async (input, cuts) =>
        {
            using var response = Of(input, cuts, HttpStatusCode.TooManyRequests);
            await adapter.ReadFailureAsync(response, DateTimeOffset.UnixEpoch, default);
        });
    }

    [Fact]
    public Task Events() => FuzzAsync(
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
    public Task Lines() => FuzzAsync(
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
    public Task The_scan_of_chunks() => FuzzAsync(
        """{"id":"1","choices":[{"index":0,"delta":{"content":"Grüße \ud83d\ude00","tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}"""u8.ToArray(),
        (input, _) =>
        {
            OpenAiScan.Read(input);
            return Task.CompletedTask;
        });

    // The callers' side of the same format.
    [Fact]
    public Task Requests() => FuzzAsync(
        """{"model":"auto","stream":true,"stream_options":{"include_usage":true},"max_tokens":5,"tools":[{"type":"function","function":{"name":"f","parameters":{}}}],"messages":[{"role":"system","content":"be brief"},{"role":"user","content":[{"type":"text","text":"hi 😀"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"},"extra_content":{"google":{"thought_signature":"s"}}}]},{"role":"tool","tool_call_id":"c","content":"x"}]}"""u8.ToArray(),
        (input, _) =>
        {
            if (OpenAiChatReader.Read(input).Request is { } request)
            {
                foreach (var profile in (string[])["openai", "mistral", "anthropic", "gemini", "ollama"])
                {
                    using var message = Targets.Adapter(profile).CreateChat(request, Targets.Of(profile, "m"), ParameterDefaults.None);
                }
            }

            return Task.CompletedTask;
        });

    private static async Task FuzzAsync(byte[] sample, Func<byte[], int[], Task> read)
    {
        var at = 0;
        var input = sample;
        var work = Task.Run(async () =>
        {
            var random = new Random(Seed);
            for (; at < Inputs; at++)
            {
                input = Mutation.Of(sample, random);
                var before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    await read(input, Mutation.Cuts(input.Length, random));
                }
                catch (UpstreamFailureException)
                {
                    // As it should be.
                }

                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
            }
        });

        try
        {
            await work.WaitAsync(TimeSpan.FromMinutes(10), TimeProvider.System);
        }
        catch (Exception e)
        {
            Assert.Fail($"Input {at} of seed {Seed}: {e}\n{Encoding.Latin1.GetString(input)}");
        }
    }

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
