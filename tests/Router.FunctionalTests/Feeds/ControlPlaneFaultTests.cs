using System.Net;
using System.Text;
using Router.FunctionalTests.Running;
using Simulation;
using TestKit;
using TestKit.Postgres;
using TestKit.Processes;

namespace Router.FunctionalTests.Feeds;

/// <summary>A router, a real Catalog.Api process and a real PostgreSQL, while one of these is taken away and comes back.</summary>
public sealed class ControlPlaneFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task While_the_catalog_is_killed_and_restarted_every_chat_is_answered_and_the_router_catches_up()
    {
        await using var database = await PostgresServer.StartAsync();
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await StartCatalogAsync(database, upstream.Address);
        await using var router = await FollowAsync(catalog);
        await using var chats = new SteadyChats(router.Http, "alpha/sim-small");

        await catalog.KillAsync();
        await chats.AnsweredAsync(20);
        await catalog.StartAgainAsync();
        await PutAsync(catalog, "aliases/after", """{"target":"alpha/sim-small"}""");

        await Eventually.Is(async () => (await router.Http.ChatAsync("after")).IsSuccessStatusCode, Patience);
        await chats.AnsweredAsync(5);
        Assert.Empty(chats.Failures);
    }

    [Fact]
    public async Task While_postgresql_is_restarted_every_chat_is_answered_and_the_router_catches_up()
    {
        // What the catalog was told just before the kill must not be lost with it, as it may be in the fast servers of other tests.
        await using var database = await PostgresServer.StartAsync("synchronous_commit=on");
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await StartCatalogAsync(database, upstream.Address);
        await using var router = await FollowAsync(catalog);
        await using var chats = new SteadyChats(router.Http, "alpha/sim-small");

        await database.KillAsync();
        using var refused = await SendAsync(catalog, "aliases/during", """{"target":"auto"}""");
        await chats.AnsweredAsync(20);
        await database.RestartAsync();
        await Eventually.Is(
            async () =>
            {
                using var response = await SendAsync(catalog, "aliases/after", """{"target":"alpha/sim-small"}""");
                return response.IsSuccessStatusCode;
            },
            Patience);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await Eventually.Is(async () => (await router.Http.ChatAsync("after")).IsSuccessStatusCode, Patience);
        await chats.AnsweredAsync(5);
        Assert.Empty(chats.Failures);
    }

    private static async Task<CatalogProcess> StartCatalogAsync(PostgresServer database, Uri upstream)
    {
        var catalog = await CatalogProcess.StartAsync(await database.CreateDatabaseAsync());
        await PutAsync(catalog, "providers/alpha", $$"""{"profile":"openai-compatible","base_url":"{{upstream}}v1"}""");
        await PutAsync(catalog, "models/alpha/sim-small", """{"capabilities":["chat","streaming"],"prices":[{"input":1,"output":1}]}""");
        return catalog;
    }

    private static async Task<RouterUnderTest> FollowAsync(CatalogProcess catalog)
    {
        var router = await RouterUnderTest.StartFedAsync(new(), $"--services:catalog-api:grpc:0={catalog.GrpcAddress}");
        await Eventually.Is(async () => (await router.Http.ChatAsync("alpha/sim-small")).IsSuccessStatusCode, Patience);
        return router;
    }

    private static async Task PutAsync(CatalogProcess catalog, string path, string json)
    {
        using var response = await SendAsync(catalog, path, json);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> SendAsync(CatalogProcess catalog, string path, string json) =>
        catalog.Http.PutAsync(new Uri($"/api/v1/{path}", UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"));
}
