using System.Security.Cryptography;
using Simulation;
using Simulation.Scripting;
using TestKit;
using Worker.FunctionalTests.Fakes;

namespace Worker.FunctionalTests.Lists;

public sealed class UnchangedListTests
{
    private const string One = """{"data":[{"id":"one"}]}""";
    private const string Two = """{"data":[{"id":"one"},{"id":"two"}]}""";
    private static readonly (string, string) Often = ("Worker:Sync:Interval", "00:00:01");

    [Theory]
    [InlineData("\"v1\"", null, "If-None-Match", "\"v1\"")]
    [InlineData("W/\"v1\"", null, "If-None-Match", "W/\"v1\"")]
    [InlineData(null, "Wed, 21 Oct 2026 07:28:00 GMT", "If-Modified-Since", "Wed, 21 Oct 2026 07:28:00 GMT")]
    public async Task A_version_is_sent_back_and_the_answer_304_is_only_noted(string? etag, string? modified, string header, string value)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Versioned(One, etag, modified));
        await using var catalog = await CatalogOf(upstream);
        await using var worker = await WorkerHost.StartAsync(catalog.Address, redis: null, Often);

        await Eventually.Is(() => !catalog.Confirmed.IsEmpty);

        Assert.Single(catalog.Synced);
        Assert.Contains(upstream.Requests, request => request.Headers.TryGetValue(header, out var sent) && sent == value);
        Assert.Equal(SHA256.HashData(catalog.Synced.First().Raw.Span), catalog.Confirmed.First().RawSha256.ToByteArray());
        await Eventually.Is(async () => await worker.HealthAsync("sync", "sim") is ("Unchanged", "The same 1 models as before."));
    }

    [Fact]
    public async Task The_same_body_without_a_version_is_only_noted()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Raw(One, "application/json"));
        await using var catalog = await CatalogOf(upstream);
        await using var worker = await WorkerHost.StartAsync(catalog.Address, redis: null, Often);

        await Eventually.Is(() => catalog.Confirmed.Count >= 2);

        Assert.Single(catalog.Synced);
    }

    [Fact]
    public async Task A_new_version_is_handed_over()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Versioned(One, "\"v1\""));
        await using var catalog = await CatalogOf(upstream);
        await using var worker = await WorkerHost.StartAsync(catalog.Address, redis: null, Often);
        await Eventually.Is(() => !catalog.Confirmed.IsEmpty);

        upstream.For().Always(Reply.Versioned(Two, "\"v2\""));

        await Eventually.Is(() => catalog.Synced.Count == 2);
        Assert.Equal(Two, catalog.Synced.Last().Raw.ToStringUtf8());
    }

    [Fact]
    public async Task A_catalog_that_last_took_something_else_is_given_the_whole_list()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Versioned(One, "\"v1\""));
        await using var catalog = await CatalogOf(upstream);
        catalog.WantsWholeLists = true;
        await using var worker = await WorkerHost.StartAsync(catalog.Address, redis: null, Often);

        await Eventually.Is(() => catalog.Synced.Count >= 3);

        Assert.All(catalog.Synced, request => Assert.Equal(One, request.Raw.ToStringUtf8()));
        Assert.Equal("Synced", (await worker.HealthAsync("sync", "sim"))!.Value.Result);
    }

    [Fact]
    public async Task A_list_that_the_catalog_refused_is_offered_again_the_same_or_not()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Versioned("""{"data":[]}""", "\"v1\""));
        await using var catalog = await CatalogOf(upstream);
        await using var worker = await WorkerHost.StartAsync(catalog.Address, redis: null, Often, ("Worker:Sync:RetryInterval", "00:00:00.1"));

        await Eventually.Is(() => catalog.Unreadable.Count >= 3);

        Assert.DoesNotContain(upstream.Requests, request => request.Headers.ContainsKey("If-None-Match"));
    }

    [Fact]
    public async Task Ollamas_models_are_not_described_again_while_the_list_is_the_same()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await FakeCatalog.StartAsync(
            CatalogEvents.Snapshot(1, CatalogEvents.Provider("sim", upstream.Address, profile: "ollama")));
        await using var worker = await WorkerHost.StartAsync(catalog.Address, redis: null, Often);

        await Eventually.Is(() => catalog.Confirmed.Count >= 2);

        Assert.Single(catalog.Synced);
        Assert.Equal(3, upstream.Requests.Count(request => request.Path == "/api/show"));
        Assert.All(catalog.Synced.Single().Models, model => Assert.Equal(32_768, model.ContextWindow));
    }

    private static Task<FakeCatalog> CatalogOf(ProviderSimulator upstream) =>
        FakeCatalog.StartAsync(CatalogEvents.Snapshot(1, CatalogEvents.Provider("sim", new Uri(upstream.Address, "/v1"))));
}
