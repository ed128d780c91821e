using System.Text;
using System.Text.Json;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Http;

public sealed class LargeBodyTests
{
    private const int WarmUp = 8;
    private const int Measured = 16;

    // From here on the runtime keeps an object apart, and frees it only with everything else.
    private const int LargeObject = 85_000;

    [Fact]
    public async Task A_body_of_nearly_a_megabyte_makes_no_large_object()
    {
        await using var simulator = await ProviderSimulator.StartAsync();
        using var folder = new TemporaryFolder();
        var snapshot = Catalogs.Of(simulator.Address);
        await File.WriteAllBytesAsync(folder.In("snapshot.json"), SnapshotFile.Write(snapshot with
        {
            Deployments = [snapshot.Deployments[0] with { ContextWindow = 4_000_000 }],
        }));
        // In a process of its own, whose allocations are the router's alone.
        await using var router = await RouterProcess.ServeAsync("--snapshot", folder.In("snapshot.json"), "--spool", folder.In("spool"));
        using var http = new HttpClient { BaseAddress = router.Address };
        var text = JsonSerializer.Serialize(string.Concat(Enumerable.Repeat("How many pens? ", 65_000)));
        byte[][] bodies = [Body(text), Body($$"""[{"type":"text","text":{{text}}}]""")];
        Assert.All(bodies, static body => Assert.InRange(body.Length, 900_000, 1_000_000));

        await AskAsync(http, bodies, WarmUp);
        var before = await AllocatedAsync(http);
        await AskAsync(http, bodies, Measured);
        var after = before;
        // What a scrape says is said again to whoever asks within a moment.
        await Eventually.Is(async () => (after = await AllocatedAsync(http)) > before);

        Assert.InRange((after - before) / Measured, 1, LargeObject);
    }

    private static byte[] Body(string content) => Encoding.UTF8.GetBytes($$"""{"model":"auto","messages":[{"role":"user","content":{{content}}}]}""");

    private static async Task AskAsync(HttpClient http, byte[][] bodies, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var content = new ByteArrayContent(bodies[i % bodies.Length]) { Headers = { ContentType = new("application/json") } };
            using var answer = await http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), content);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task<double> AllocatedAsync(HttpClient http) =>
        MetricsText.Parse(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Sum("dotnet_gc_heap_total_allocated_bytes_total");
}
