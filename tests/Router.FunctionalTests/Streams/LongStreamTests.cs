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
    }

    private static async Task AskAsync(HttpClient http, string surface)
    {
        var (path, body) = Surface.Request(surface, stream: true, model: "auto");
        using var answer = await http.PostToAsync(path, body);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 900_000, int.MaxValue);
    }
}
