using Grpc.Core;
using Router.FunctionalTests.Anthropic;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Surfaces;

/// <summary>
/// What providers can answer, from each family and on each surface, plain and streamed: thoughts, text, parallel calls and token
/// counts reach the caller wherever the surface has a place for them.
/// </summary>
public sealed class AnswerMatrixTests
{
    private static readonly Reply Everything = new()
    {
        Reasoning = ["markthought"],
        Chunks = ["marktext"],
        ToolCalls = [new("markfirst", """{"a":"markone"}"""), new("marksecond", """{"b":"marktwo"}""")],
        Usage = new(2011, 907, Cached: 803, Reasoning: 601),
    };

    public static TheoryData<string, string> Pairs => RequestMatrixTests.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task What_is_answered_reaches_the_caller(string surface, string profile)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Everything);
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, profile));

        foreach (var stream in new[] { false, true })
        {
            var heard = await HearAsync(router, surface, stream);

            Assert.All(Expected(surface, profile, stream), mark => Assert.True(heard.Contains(mark, StringComparison.Ordinal), $"{mark} (streamed: {stream}) is not in {heard}"));
        }
    }

    private static IEnumerable<string> Expected(string surface, string profile, bool stream)
    {
        // Legacy completions have text alone, and prompts of Ollama no tools.
        string[] said = surface switch
        {
            "completions" => ["marktext"],
            "generate" => ["markthought", "marktext"],
            // In streams arguments come in pieces, which rule 36 compares.
            _ when stream => ["markthought", "marktext", "markfirst", "marksecond"],
            _ => ["markthought", "marktext", "markfirst", "markone", "marksecond", "marktwo"],
        };

        // Anthropic counts thoughts with the output, Ollama counts neither them nor what was cached.
        var (input, cached) = (2011, profile == "ollama" ? 0 : 803);
        var reasoning = profile is "ollama" or "anthropic" ? 0 : 601;
        return
        [
            .. said,
            .. surface switch
            {
                "messages" => new[] { $"\"input_tokens\":{input - cached}", $"\"cache_read_input_tokens\":{cached}", "\"output_tokens\":907" },
                "responses" => [$"\"input_tokens\":{input}", $"\"cached_tokens\":{cached}", "\"output_tokens\":907", $"\"reasoning_tokens\":{reasoning}"],
                "ollama" or "generate" => [$"\"prompt_eval_count\":{input}", "\"eval_count\":907"],
                "grpc" => [$"\"inputTokens\":\"{input}\"", .. cached > 0 ? [$"\"cachedInputTokens\":\"{cached}\""] : Array.Empty<string>(), "\"outputTokens\":\"907\"", .. reasoning > 0 ? [$"\"reasoningTokens\":\"{reasoning}\""] : Array.Empty<string>()],
                _ => [$"\"prompt_tokens\":{input}", $"\"cached_tokens\":{cached}", "\"completion_tokens\":907", $"\"reasoning_tokens\":{reasoning}"],
            },
        ];
    }

    private static async Task<string> HearAsync(RouterUnderTest router, string surface, bool stream)
    {
        string heard;
        if (surface != "grpc")
        {
            var (path, body) = Surface.Request(surface, stream);
            body = stream && surface is "chat" or "completions" ? $"{body[..^1]},\"stream_options\":{{\"include_usage\":true}}}}" : body;
            using var response = await router.Http.PostToAsync(path, body);
            heard = await response.Content.ReadAsStringAsync();
        }
        else if (!stream)
        {
            heard = (await router.Client().ChatAsync(GrpcCalls.Chat())).ToString();
        }
        else
        {
            using var call = router.Client().ChatStream(GrpcCalls.Stream());
            heard = string.Concat(await call.ResponseStream.ReadAllAsync().ToListAsync());
        }

        return heard.Replace(": ", ":", StringComparison.Ordinal);
    }
}
