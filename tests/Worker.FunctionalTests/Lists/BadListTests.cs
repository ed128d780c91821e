using System.Text;
using Simulation;
using Simulation.Scripting;
using TestKit;
using Worker.FunctionalTests.Fakes;

namespace Worker.FunctionalTests.Lists;

public sealed class BadListTests
{
    // The provider that is well may miss such a deadline, too, on a busy machine, and is then asked again.
    private static readonly (string, string)[] Impatient = [("Worker:Sync:Deadline", "00:00:05"), ("Worker:Sync:RetryInterval", "00:00:01")];

    private static readonly Dictionary<string, Reply> BadAnswers = new()
    {
        ["hangs"] = Reply.Hang(),
        ["fails"] = Reply.Error(500),
        ["is rate limited"] = Reply.Error(429, retryAfter: 30),
        ["redirects"] = Reply.Raw("", "text/plain", 302),
        ["shows a page"] = Reply.Html(),
        ["is cut"] = new() { Body = """{"data":[{"id":"a"}]}""", Fault = ReplyFault.Cut },
        ["stops too early"] = Reply.Raw("""{"data":[{"id":"a"},{"id":""", "application/json"),
        ["says something else"] = Reply.Raw("""{"ok":true}""", "application/json"),
        ["says nothing"] = Reply.Raw("", "application/json"),
        ["never ends"] = Reply.Endless(),
        ["is a bomb"] = Reply.Endless(compressed: true),
        ["is no gzip"] = Packed("gzip"),
        ["is no brotli"] = Packed("br"),
    };

    [Theory]
    [InlineData("hangs", "did not answer within 5 s", false)]
    [InlineData("fails", "", false)]
    [InlineData("is rate limited", "", false)]
    [InlineData("redirects", "", false)]
    [InlineData("shows a page", "not valid JSON. The answer is kept", true)]
    [InlineData("is cut", "", false)]
    [InlineData("stops too early", "not valid JSON. The answer is kept", true)]
    [InlineData("says something else", "not a list of models. The answer is kept", true)]
    [InlineData("says nothing", "not valid JSON", false)]
    [InlineData("never ends", "exceeds 24 MiB. The answer is kept", true)]
    [InlineData("is a bomb", "exceeds 24 MiB. The answer is kept", true)]
    [InlineData("is no gzip", "not compressed as it says", false)]
    [InlineData("is no brotli", "not compressed as it says", false)]
    public async Task A_provider_that_answers_badly_is_reported_and_holds_up_no_other(string what, string detail, bool kept)
    {
        await using var bad = await ProviderSimulator.StartAsync();
        bad.For().Always(BadAnswers[what]);
        await using var good = await ProviderSimulator.StartAsync();
        await using var catalog = await FakeCatalog.StartAsync(CatalogEvents.Snapshot(
            1, CatalogEvents.Provider("bad", new Uri(bad.Address, "/v1")), CatalogEvents.Provider("good", new Uri(good.Address, "/v1"))));
        await using var worker = await WorkerHost.StartAsync(catalog.Address, redis: null, what == "hangs" ? Impatient : []);

        await Eventually.Is(() => catalog.Synced.Any(request => request.Provider == "good"));
        await Eventually.Is(async () => (await worker.HealthAsync("sync", "bad"))?.Result == "Failed", what: what);

        Assert.Contains(detail, (await worker.HealthAsync("sync", "bad"))!.Value.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(catalog.Synced, request => request.Provider == "bad");
        Assert.Equal(kept, !catalog.Unreadable.IsEmpty);
        Assert.All(catalog.Unreadable, request => Assert.InRange(request.Raw.Length, 1, 1 << 20));
    }

    [Fact]
    public async Task A_provider_without_the_encryption_it_promises_is_reported()
    {
        await using var plain = await ProviderSimulator.StartAsync();
        await using var catalog = await FakeCatalog.StartAsync(
            CatalogEvents.Snapshot(1, CatalogEvents.Provider("sim", new UriBuilder(plain.Address) { Scheme = "https", Path = "/v1" }.Uri)));
        await using var worker = await WorkerHost.StartAsync(catalog.Address);

        await Eventually.Is(async () => (await worker.HealthAsync("sync", "sim"))?.Result == "Failed");

        Assert.Equal("No secure connection to the provider.", (await worker.HealthAsync("sync", "sim"))!.Value.Detail);
    }

    [Fact]
    public async Task However_many_providers_hang_the_others_are_synced()
    {
        await using var hanging = await ProviderSimulator.StartAsync();
        hanging.For().Always(Reply.Hang());
        await using var good = await ProviderSimulator.StartAsync();
        var silent = Enumerable.Range(1, 20).Select(number => CatalogEvents.Provider($"a{number}", new Uri(hanging.Address, "/v1")));
        await using var catalog = await FakeCatalog.StartAsync(
            CatalogEvents.Snapshot(1, [.. silent, CatalogEvents.Provider("good", new Uri(good.Address, "/v1"))]));
        await using var worker = await WorkerHost.StartAsync(catalog.Address, redis: null, ("Worker:Sync:Deadline", "00:10:00"));

        await Eventually.Is(() => !catalog.Synced.IsEmpty);

        Assert.Equal("good", catalog.Synced.Single().Provider);
    }

    [Theory]
    [InlineData("anthropic", "v1")]
    [InlineData("gemini", "v1beta")]
    [InlineData("openai-compatible", "v1")]
    public async Task Pages_are_put_together_and_the_raw_pages_kept_in_order(string profile, string root)
    {
        await using var upstream = await ProviderSimulator.StartAsync(
            new SimulatorOptions { Models = ["m1", "m2", "m3", "m4", "m5"], ModelsPerPage = 2, RecordedRequests = 100 });
        await using var catalog = await FakeCatalog.StartAsync(
            CatalogEvents.Snapshot(1, CatalogEvents.Provider("sim", new Uri(upstream.Address, root), profile: profile)));
        await using var worker = await WorkerHost.StartAsync(catalog.Address);

        await Eventually.Is(() => !catalog.Synced.IsEmpty);

        var synced = catalog.Synced.Single();
        Assert.Equal(["m1", "m2", "m3", "m4", "m5"], synced.Models.Select(model => model.Model));
        var raw = Encoding.UTF8.GetString(synced.Raw.Span).Split('\n');
        Assert.Equal([true, true, true], [raw[0].Contains("m2", StringComparison.Ordinal), raw[1].Contains("m4", StringComparison.Ordinal), raw[2].Contains("m5", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Pages_that_go_in_circles_are_no_list()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Raw("""{"data":[{"id":"a"}],"has_more":true,"last_id":"a"}""", "application/json"));
        await using var catalog = await FakeCatalog.StartAsync(CatalogEvents.Snapshot(1, CatalogEvents.Provider("sim", new Uri(upstream.Address, "/v1"))));
        await using var worker = await WorkerHost.StartAsync(catalog.Address);

        await Eventually.Is(async () => (await worker.HealthAsync("sync", "sim"))?.Result == "Failed");

        Assert.Contains("pages without end", (await worker.HealthAsync("sync", "sim"))!.Value.Detail, StringComparison.Ordinal);
        Assert.Empty(catalog.Synced);
    }

    private static Reply Packed(string encoding) =>
        new() { Body = "{\"data\":[]}", Headers = new Dictionary<string, string> { ["Content-Encoding"] = encoding } };
}
