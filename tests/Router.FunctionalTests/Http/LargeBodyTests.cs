using System.Text;
using System.Text.Json;
using Router.FunctionalTests.Running;
using Simulation;

namespace Router.FunctionalTests.Http;

public sealed class LargeBodyTests
{
    [Fact]
    public async Task A_body_of_nearly_a_megabyte_makes_no_large_object()
    {
        await using var simulator = await ProviderSimulator.StartAsync(new() { RecordedRequests = 0 });
        var snapshot = Catalogs.Of(simulator.Address);
        await using var router = await WatchedRouter.StartAsync(snapshot with
        {
            Deployments = [snapshot.Deployments[0] with { ContextWindow = 4_000_000 }],
        });
        var text = JsonSerializer.Serialize(string.Concat(Enumerable.Repeat("How many pens? ", 65_000)));

        foreach (var content in new[] { text, $$"""[{"type":"text","text":{{text}}}]""" })
        {
            var body = Encoding.UTF8.GetBytes($$"""{"model":"auto","messages":[{"role":"user","content":{{content}}}]}""");
            Assert.InRange(body.Length, 900_000, 1_000_000);
            await router.AssertNothingLargeAsync(content[..20], () => AskAsync(router.Http, body));
        }
    }

    private static async Task AskAsync(HttpClient http, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        using var answer = await http.PostAsync(new Uri(Chats.Path, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }
}
