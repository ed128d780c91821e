using System.Net;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Providers;
using Router.FunctionalTests.Running;
using Routing.Money;
using Simulation;
using Simulation.Scripting;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Budgets;

/// <summary>Three router processes spend one budget over real HTTP, and one of them is killed with money of it.</summary>
public sealed class KilledRouterTests
{
    private const string ServiceKey = "the-secret-of-this-stack";
    private const int CallersEach = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // 1,000 tokens at $1 and 1,000 at $1 a million: what each answer costs. Its bound is below three times that.
    private static readonly NanoDollars Cost = NanoDollars.FromDollars(0.002m);
    private static readonly NanoDollars Limit = NanoDollars.FromDollars(1);
    private static readonly string Body = $$"""{"model":"sim/sim-small","messages":[{"role":"user","content":"{{new string('x', 1_000)}}"}],"max_tokens":1000}""";

    private static readonly string[] NoKeys =
        [.. ProviderProfiles.All.Select(profile => profile.ApiKeyEnvironment).OfType<string>().Select(name => $"--{name}=")];

    // Half a minute of three processes under load.
    [LongFact]
    public Task What_a_killed_router_held_stays_counted_until_its_spool_says_what_it_spent() => KillAsync(RedisKind.Garnet);

    [LongFact]
    public Task The_same_on_redis() => KillAsync(RedisKind.Redis);

    private static async Task KillAsync(RedisKind kind)
    {
        await using var redis = await RedisServer.StartAsync(kind);
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies([.. Enumerable.Repeat(Reply.Text("ok") with { LatencyMs = 50, Usage = new(1_000, 1_000) }, 2_000)]);
        await using var database = await TestDatabase.CreateAsync();
        using var folder = new TemporaryFolder();
        await using var catalog = await CatalogHost.StartAsync(
            database.ConnectionString, $"--ServiceKey={ServiceKey}", $"--Credentials:DataKeyFile={folder.In("data.key")}");
        catalog.PresentServiceKey(ServiceKey);
        var secret = await SetUpAsync(catalog.Http, upstream.Address);
        string[] Arguments(int router) =>
        [
            $"--services:catalog-api:grpc:0={catalog.GrpcAddress}", $"--ServiceKey={ServiceKey}", $"--ConnectionStrings:redis={redis.ConnectionString}",
            "--spool", folder.In($"spool-{router}"), $"--Router:SnapshotCopy={folder.In($"copy-{router}.json")}",
            $"--Router:AccessCopy={folder.In($"access-{router}.json")}", "--Router:Retries:Most=0", .. NoKeys,
        ];
        await using var first = await RouterProcess.ServeAsync(Arguments(1));
        await using var second = await RouterProcess.ServeAsync(Arguments(2));
        await using var third = await RouterProcess.ServeAsync(Arguments(3));

        // Each knows catalog, keys and budgets.
        var warm = 0;
        foreach (var router in new[] { first, second, third })
        {
            using var http = Http(router, secret);
            await Eventually.Is(async () => (await http.PostJsonAsync(Body)).IsSuccessStatusCode, Patience);
            warm++;
        }

        var spree = new[] { first, second, third }.SelectMany(router => Enumerable.Range(0, CallersEach).Select(_ => SpendAsync(router, secret))).ToArray();
        await Eventually.Is(() => upstream.Counters.Requests > warm + 150, Patience);
        await third.KillAsync();
        await Task.WhenAll(spree);

        // Whatever the killed one had sent cost something: nobody got the answers, the provider charges all the same.
        Assert.True(upstream.Counters.Requests * Cost.Value <= Limit.Value, $"{upstream.Counters.Requests} calls are more than the budget");

        // Its calls have unknown ends, for which the ledger takes the most that they can have cost; all else comes back.
        await using var again = await RouterProcess.ServeAsync(Arguments(3));
        using var last = Http(again, secret);
        await Eventually.Is(
            async () =>
            {
                while ((await last.PostJsonAsync(Body)).IsSuccessStatusCode)
                {
                    // To the end.
                }

                var spent = (await catalog.Http.GetJsonAsync("/api/v1/budgets/all")).GetProperty("spend").GetProperty("spent_usd").GetDecimal();
                return spent > Limit.Dollars - (3 * Cost.Dollars);
            },
            Patience);
        Assert.True(upstream.Counters.Requests * Cost.Value <= Limit.Value);
        Assert.True((await catalog.Http.GetJsonAsync("/api/v1/budgets/all")).GetProperty("spend").GetProperty("spent_usd").GetDecimal() <= Limit.Dollars);
    }

    private static async Task<string> SetUpAsync(HttpClient http, Uri upstream)
    {
        await PutAsync(http, "/api/v1/providers/sim", $$"""{"profile":"openai-compatible","base_url":"{{upstream}}v1"}""");
        await PutAsync(http, "/api/v1/models/sim/sim-small", """{"capabilities":["chat"],"context_window":32768,"prices":[{"input":1,"output":1}]}""");
        await PutAsync(http, "/api/v1/organisations/acme", "{}");
        await PutAsync(http, "/api/v1/projects/demo", """{"organisation":"acme"}""");
        await PutAsync(http, "/api/v1/budgets/all", $$"""{"scope":"organisation","scope_id":"acme","period":"total","limit_usd":{{Limit.Dollars}}}""");
        using var key = await http.SendJsonAsync(HttpMethod.Post, "/api/v1/keys", """{"project":"demo"}""");
        return (await key.JsonAsync(HttpStatusCode.Created)).GetProperty("secret").GetString()!;
    }

    private static async Task PutAsync(HttpClient http, string path, string body)
    {
        using var put = await http.PutJsonAsync(path, body);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
    }

    private static HttpClient Http(RouterProcess router, string secret) =>
        new() { BaseAddress = router.Address, DefaultRequestHeaders = { Authorization = new("Bearer", secret) } };

    /// <summary>Asks until the budget refuses or the router is gone.</summary>
    private static async Task SpendAsync(RouterProcess router, string secret)
    {
        using var http = Http(router, secret);
        try
        {
            while ((await http.PostJsonAsync(Body)).StatusCode is HttpStatusCode.OK)
            {
                // Next.
            }
        }
        catch (HttpRequestException)
        {
            // It was killed.
        }
    }
}
