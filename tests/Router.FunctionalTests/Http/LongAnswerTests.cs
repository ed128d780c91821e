using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Http;

/// <summary>A long answer in one piece makes no objects that only a collection of everything frees, forwarded or translated.</summary>
public sealed class LongAnswerTests
{
    private static readonly string Vector = string.Join(',', Enumerable.Range(0, 60_000).Select(static number => $"0.{number:d8}"));
    private static readonly string Text = new('a', 900_000);

    private static readonly string Chat =
        $$$"""{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"{{{Text}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":3,"total_tokens":4}}""";

    private static readonly string Embedding =
        $$$"""{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[{{{Vector}}}]}],"usage":{"prompt_tokens":1,"total_tokens":1}}""";

    private static readonly string Response =
        $$$"""{"id":"r","object":"response","status":"completed","store":true,"model":"m","output":[{"type":"message","content":[{"type":"output_text","text":"{{{Text}}}"}]}],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}""";

    [Theory]
    [InlineData("chat", "openai-compatible")]
    [InlineData("responses", "openai")]
    [InlineData("embeddings", "openai-compatible")]
    public async Task Nothing_large_is_made_of_what_is_forwarded(string surface, string profile)
    {
        var body = surface switch { "embeddings" => Embedding, "responses" => Response, _ => Chat };
        Assert.InRange(body.Length, 600_000, 1_000_000);
        await using var simulator = await ProviderSimulator.StartAsync(new() { RecordedRequests = 0 });
        await using var router = await WatchedRouter.StartAsync(CatalogOf(simulator, profile));

        // Once of a length that is told, once of one that only its end tells.
        foreach (var compressed in new[] { false, true })
        {
            simulator.For().Always(Reply.Raw(body, "application/json") with { Compressed = compressed });
            await router.AssertNothingLargeAsync($"compressed: {compressed}", () => AskAsync(router.Http, surface, body.Length));
        }
    }

    [Fact]
    public async Task Nothing_large_is_made_of_what_is_kept_or_explained()
    {
        await using var simulator = await ProviderSimulator.StartAsync(new() { RecordedRequests = 0 });
        await using var router = await WatchedRouter.StartAsync(CatalogOf(simulator, "openai-compatible"));
        simulator.For().Always(Reply.Raw(Chat, "application/json"));
        var (path, body) = Surface.Request("chat", stream: false, model: "alpha/sim-small");

        // Kept anew each time, then given out of what is kept, then explained.
        foreach (var header in new[] { ("x-routing-cache", "refresh"), ("x-routing-cache", "on"), ("x-routing-explain", "true") })
        {
            await router.AssertNothingLargeAsync($"{header}", async () =>
            {
                using var answer = await router.Http.PostToAsync(path, body, header);
                Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, Chat.Length, Chat.Length + 20_000);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Upstreams.All), MemberType = typeof(Upstreams))]
    public async Task Nothing_large_is_made_of_any_providers_answer(string profile, string root)
    {
        await using var simulator = await ProviderSimulator.StartAsync(new() { RecordedRequests = 0 });
        simulator.For().Always(Reply.Text(Text));
        await using var router = await WatchedRouter.StartAsync(Catalogs.Of(new Uri(simulator.Address, root), profile));

        foreach (var surface in Surface.All.Except(["grpc"]))
        {
            await router.AssertNothingLargeAsync(surface, () => AskAsync(router.Http, surface));
        }

        await router.AssertNothingLargeAsync("grpc", async () =>
        {
            var answer = await router.Grpc.ChatAsync(GrpcCalls.Chat("alpha/sim-small"));
            Assert.Equal(Text, Assert.Single(answer.Message.Content).Text);
        });
    }

    [Theory]
    [MemberData(nameof(Upstreams.All), MemberType = typeof(Upstreams))]
    public async Task Nothing_large_is_made_of_the_arguments_of_a_tool(string profile, string root)
    {
        await using var simulator = await ProviderSimulator.StartAsync(new() { RecordedRequests = 0 });
        simulator.For().Always(Reply.Tool("look_up", $$"""{"text":"{{Text}}"}"""));
        await using var router = await WatchedRouter.StartAsync(Catalogs.Of(new Uri(simulator.Address, root), profile));

        foreach (var surface in Surface.All.Except(["grpc", "completions", "generate"]))
        {
            await router.AssertNothingLargeAsync(surface, () => AskAsync(router.Http, surface));
        }

        await router.AssertNothingLargeAsync("grpc", async () =>
        {
            var answer = await router.Grpc.ChatAsync(GrpcCalls.Chat("alpha/sim-small"));
            Assert.InRange(Assert.Single(answer.Message.ToolCalls).Arguments.Length, Text.Length, Text.Length + 20);
        });
    }

    private static CatalogSnapshot CatalogOf(ProviderSimulator simulator, string profile)
    {
        var snapshot = Catalogs.Of(simulator.Address).ThatAlsoEmbed();
        return snapshot with { Providers = [snapshot.Providers[0] with { Profile = profile }] };
    }

    private static async Task AskAsync(HttpClient http, string surface, int least = 900_000)
    {
        var (path, body) = Surface.Request(surface, stream: false, model: "alpha/sim-small");
        using var answer = await http.PostToAsync(path, body);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, least, least + 10_000);
    }
}
