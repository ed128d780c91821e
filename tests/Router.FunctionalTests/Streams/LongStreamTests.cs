using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Streams;

/// <summary>A long answer makes no objects that only a collection of everything frees, forwarded or translated.</summary>
public sealed class LongStreamTests
{
    private const int Times = 6;

    // Longer than what is pooled: it makes a large object of its own, which says that those before it have been told.
    private const int Mark = 1_200_000;

    private static readonly Reply Long = Reply.Sse([.. Enumerable.Repeat(new string('a', 900), 1000)]);

    [Theory]
    [InlineData("openai-compatible", "/v1")]
    [InlineData("anthropic", "/v1")]
    public async Task Nothing_large_is_made_of_a_stream(string profile, string root)
    {
        await using var simulator = await ProviderSimulator.StartAsync(new() { RecordedRequests = 0 });
        simulator.For().Always(Long);
        using var folder = new TemporaryFolder();
        var snapshot = Catalogs.Of(new Uri(simulator.Address, root), profile);
        await File.WriteAllBytesAsync(folder.In("snapshot.json"), SnapshotFile.Write(snapshot));
        await using var router = await RouterProcess.ServeAsync(
            new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location },
            "--snapshot", folder.In("snapshot.json"), "--spool", folder.In("spool"));
        using var http = new HttpClient { BaseAddress = router.Address };

        // Of what is translated for it, a Responses caller gets the whole text once more at the end.
        foreach (var surface in Surface.All.Except(["grpc", "responses"]))
        {
            await AskAsync(http, surface);
            var before = await LargeAsync(http, router);
            await AskAsync(http, surface);
            var after = await LargeAsync(http, router);

            Assert.Equal((surface, 1), (surface, after.Length - before.Length));
        }
    }

    private static async Task AskAsync(HttpClient http, string surface)
    {
        var (path, body) = Surface.Request(surface, stream: true, model: "auto");
        for (var i = 0; i < Times; i++)
        {
            using var answer = await http.PostToAsync(path, body);
            Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 900_000, int.MaxValue);
        }
    }

    /// <summary>Lines about large objects so far, the last of them about the mark that is sent here.</summary>
    private static async Task<string[]> LargeAsync(HttpClient http, RouterProcess router)
    {
        var before = Lines().Count(IsMark);
        using var content = new ByteArrayContent(new byte[Mark]) { Headers = { ContentType = new("application/json") } };
        using var refused = await http.PostAsync(new Uri(Chats.Path, UriKind.Relative), content);
        await Eventually.Is(() => Lines().Count(IsMark) > before);
        return Lines();

        string[] Lines() => [.. router.Output.Split('\n').Where(static line => line.StartsWith(StartupHook.Line, StringComparison.Ordinal))];

        static bool IsMark(string line) => line.StartsWith($"{StartupHook.Line}12000", StringComparison.Ordinal);
    }
}
