using System.Text.Json;
using Aspire.Routing.V1;
using Grpc.Core;
using Router.FunctionalTests.Anthropic;
using Router.FunctionalTests.Ollama;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Surfaces;

/// <summary>The same upstream stream, through every surface (rule 36).</summary>
public sealed class EverySurfaceTests
{
    private static readonly Dictionary<string, Reply> Recorded = new()
    {
        ["text"] = Reply.Sse("Grüße, ", "世界 ", "😀\n\"}") with { Usage = new(20, 9, 8) },
        ["reasoning"] = Reply.Sse("so") with { Reasoning = ["h", "m"], Usage = new(20, 9) },
        ["parallel tools"] = Messages.Whole,
        ["cut by the limit"] = Reply.Sse("Hel") with { FinishReason = "length", Usage = new(7, 1) },
    };

    public static TheoryData<string, string> Streams
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var profile in (string[])["openai-compatible", "openai", "anthropic", "gemini", "ollama"])
            {
                foreach (var name in Recorded.Keys)
                {
                    data.Add(profile, name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Rule_36_text_calls_end_and_tokens_are_the_same_on_every_surface(string profile, string name)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Recorded[name] with { SplitEvery = 5 });
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, profile));

        var chat = Of(await EventStream.ReadAsync(await router.Http.PostJsonAsync(
            """{"model":"fast","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hi"}]}""")));
        var messages = Of(await MessageStream.ReadAsync(await router.Http.StreamMessageAsync()));
        var responses = Of(await ResponseStream.ReadAsync(await router.Http.PostToAsync("/v1/responses", """{"model":"fast","stream":true,"input":"hi"}""")));
        var grpc = await OfGrpcAsync(router);
        var ollama = Of(await OllamaStream.ReadAsync(await router.Http.PostToAsync("/api/chat", Messages.Body())));

        Assert.Equal(chat, messages);
        Assert.Equal(chat, responses);
        Assert.Equal(chat, ollama);
        Assert.Equal(chat, grpc);
        Assert.Contains(string.Concat(Recorded[name].Chunks!), chat, StringComparison.Ordinal);
    }

    private static string Of(EventStream stream)
    {
        var calls = new List<string>();
        foreach (var delta in stream.Chunks.SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray()).Select(choice => choice.GetProperty("delta")))
        {
            foreach (var call in delta.TryGetProperty("tool_calls", out var some) ? some.EnumerateArray() : default)
            {
                var function = call.GetProperty("function");
                if (function.TryGetProperty("name", out var named) && named.ValueKind == JsonValueKind.String)
                {
                    calls.Add(named.GetString() + " ");
                }

                calls[call.GetProperty("index").GetInt32()] += function.GetProperty("arguments").GetString();
            }
        }

        var usage = stream.Chunks.Last(chunk => chunk.TryGetProperty("usage", out var counts) && counts.ValueKind == JsonValueKind.Object).GetProperty("usage");
        return Print(stream.Text, calls, stream.FinishReason!, usage.GetProperty("total_tokens").GetInt32());
    }

    private static string Of(MessageStream stream) => Print(
        stream.Text,
        stream.Blocks.Where(block => block.Kind == "tool_use").Select(block => $"{block.Name} {block.Text}"),
        stream.StopReason switch { "tool_use" => "tool_calls", "max_tokens" => "length", "end_turn" => "stop", var other => other! },
        stream.TotalTokens);

    private static string Of(ResponseStream stream)
    {
        var calls = stream.Last.GetProperty("output").EnumerateArray().Where(item => item.GetProperty("type").GetString() == "function_call")
            .Select(item => $"{item.GetProperty("name").GetString()} {item.GetProperty("arguments").GetString()}").ToArray();
        var end = stream.End == "response.incomplete" ? "length" : calls.Length > 0 ? "tool_calls" : "stop";
        return Print(stream.Text, calls, end, stream.Last.GetProperty("usage").GetProperty("total_tokens").GetInt64());
    }

    private static async Task<string> OfGrpcAsync(RouterUnderTest router)
    {
        using var call = router.Client().ChatStream(GrpcCalls.Stream());
        var pieces = await call.ResponseStream.ReadAllAsync().ToListAsync();
        var deltas = pieces.Where(piece => piece.Delta is not null).Select(piece => piece.Delta).ToArray();
        var calls = deltas.SelectMany(delta => delta.ToolCalls).GroupBy(part => part.Index)
            .Select(parts => $"{parts.First(part => part.Name.Length > 0).Name} {string.Concat(parts.Select(part => part.Arguments))}");
        var end = pieces[^1].End;
        return Print(
            string.Concat(deltas.Select(delta => delta.Text)),
            calls,
            end.FinishReason switch { FinishReason.ToolCalls => "tool_calls", FinishReason.Length => "length", _ => "stop" },
            end.Usage.InputTokens + end.Usage.OutputTokens);
    }

    // Ollama has no word of its own for an answer that ends in calls.
    private static string Of(OllamaStream stream) => Print(
        stream.Text,
        stream.Calls,
        stream.Last.GetProperty("done_reason").GetString() is var reason && reason == "stop" && stream.Calls.Length > 0 ? "tool_calls" : reason!,
        stream.Last.GetProperty("prompt_eval_count").GetInt32() + stream.Last.GetProperty("eval_count").GetInt32());

    private static string Print(string text, IEnumerable<string> calls, string end, long tokens) =>
        $"{text}|{string.Join(';', calls.Select(call => call.Replace(" {}", " ", StringComparison.Ordinal)))}|{end}|{tokens}";
}
