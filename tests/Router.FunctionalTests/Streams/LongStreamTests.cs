using Grpc.Core;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Streams;

/// <summary>A long answer makes no objects that only a collection of everything frees, forwarded or translated.</summary>
public sealed class LongStreamTests
{
    private static readonly Reply Long = Reply.Sse([.. Enumerable.Repeat(new string('a', 900), 1000)]);

    [Theory]
    [InlineData("openai-compatible", "/v1")]
    [InlineData("anthropic", "/v1")]
    public async Task Nothing_large_is_made_of_a_stream(string profile, string root)
    {
        await using var simulator = await ProviderSimulator.StartAsync(new() { RecordedRequests = 0 });
        simulator.For().Always(Long);
        await using var router = await WatchedRouter.StartAsync(Catalogs.Of(new Uri(simulator.Address, root), profile));

        foreach (var surface in Surface.All.Except(["grpc"]))
        {
            await router.AssertNothingLargeAsync(surface, () => AskAsync(router.Http, surface));
        }

        await router.AssertNothingLargeAsync("grpc", async () =>
        {
            using var call = router.Grpc.ChatStream(GrpcCalls.Stream("auto"));
            var pieces = await call.ResponseStream.ReadAllAsync().ToArrayAsync();
            Assert.Equal(900_000, pieces.Sum(static piece => piece.Delta?.Text.Length ?? 0));
        });
    }

    [Fact]
    public async Task Nothing_large_is_made_of_the_end_of_a_response_that_its_provider_keeps()
    {
        var text = new string('a', 900_000);
        string[] events =
        [
            """{"type":"response.created","response":{"id":"r","status":"in_progress","store":true,"output":[]}}""",
            """{"type":"response.output_text.delta","item_id":"m","delta":"a"}""",
            $$$$"""{"type":"response.completed","response":{"id":"r","status":"completed","store":true,"output":[{"type":"message","content":[{"type":"output_text","text":"{{{{text}}}}"}]}],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}}""",
        ];
        await using var simulator = await ProviderSimulator.StartAsync(new() { RecordedRequests = 0 });
        simulator.For().Always(Reply.Raw(ResponseStream.Frames(events), "text/event-stream"));
        await using var router = await WatchedRouter.StartAsync(Catalogs.Of(new Uri(simulator.Address, "/v1"), "openai"));

        await router.AssertNothingLargeAsync("responses", () => AskAsync(router.Http, "responses"));
    }

    private static async Task AskAsync(HttpClient http, string surface)
    {
        var (path, body) = Surface.Request(surface, stream: true, model: "auto");
        using var answer = await http.PostToAsync(path, body);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 900_000, int.MaxValue);
    }
}
