using Grpc.Core;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Http;

/// <summary>A long question makes no objects that only a collection of everything frees, forwarded or translated.</summary>
public sealed class LongQuestionTests
{
    // Its line ends are escapes in JSON.
    private static readonly string Question = string.Concat(Enumerable.Repeat($"{new string('a', 80)}\n", 11_000));

    [Theory]
    [MemberData(nameof(Upstreams.All), MemberType = typeof(Upstreams))]
    public async Task Nothing_large_is_made_of_a_question_to_any_provider(string profile, string root)
    {
        await using var simulator = await ProviderSimulator.StartAsync(new() { RecordedRequests = 0 });
        simulator.For().Always(Reply.Text("ok"));
        var snapshot = Catalogs.Of(new Uri(simulator.Address, root), profile);
        await using var router = await WatchedRouter.StartAsync(snapshot with
        {
            Deployments = [snapshot.Deployments[0] with { ContextWindow = 4_000_000 }],
        });

        // How a surface reads and how a format is written have nothing to do with each other: every one of them once.
        string[] surfaces = profile switch
        {
            "openai-compatible" => [.. Surface.All, "explain", "route"],
            "anthropic" => ["chat", "grpc", "count_tokens"],
            _ => ["chat", "grpc"],
        };
        foreach (var surface in surfaces)
        {
            await router.AssertNothingLargeAsync(surface, () => AskAsync(router, surface));
        }
    }

    private static async Task AskAsync(WatchedRouter router, string surface)
    {
        if (surface == "grpc")
        {
            using var call = router.Grpc.ChatStream(new() { Model = "auto", Conversation = GrpcCalls.Says(Question) });
            await call.ResponseStream.ReadAllAsync().ToArrayAsync();
            return;
        }

        if (surface == "route")
        {
            await router.Grpc.RouteAsync(new() { Model = "auto", Conversation = GrpcCalls.Says(Question) });
            return;
        }

        var (path, body) = surface == "explain"
            ? ("/v1/routing/explain", Surface.Request("chat", stream: false, question: Question, model: "auto").Body)
            : Surface.Request(surface, stream: false, question: Question, model: "auto");
        Assert.InRange(body.Length, 900_000, 1_000_000);
        using var answer = await router.Http.PostToAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
