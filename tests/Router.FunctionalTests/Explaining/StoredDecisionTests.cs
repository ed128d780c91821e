using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Catalog.FunctionalTests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Feeds;
using Router.Grpc.Health;
using Routing.Catalog;
using Routing.Health;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Explaining;

/// <summary>The router against the real catalog and PostgreSQL.</summary>
public sealed class StoredDecisionTests
{
    // The two queries by which people watch a routing service, word for word.
    private const string ProviderDistribution =
        """
        SELECT
          provider,
          COUNT(*) as calls,
          SUM(cost_usd) as total_cost
        FROM ai_analytics
        WHERE created_at > NOW() - INTERVAL '24 hours'
        GROUP BY provider
        ORDER BY calls DESC;
        """;

    private const string RoutingDecisions =
        """
        -- Check orchestration logs
        SELECT
          tier,
          provider,
          model,
          COUNT(*) as count
        FROM orchestration_executions
        WHERE created_at > NOW() - INTERVAL '24 hours'
        GROUP BY tier, provider, model
        ORDER BY count DESC;
        """;

    private static readonly string[] Selectors = ["auto", "auto", "fast", "balanced", "powerful", "simulator/sim-small"];

    private static readonly string[] Changes =
    [
        "UPDATE orchestrator_config SET balanced_from_millis = 1000 + (balanced_from_millis + 700) % 3000",
        "UPDATE tiers SET entries = entries[2:] || entries[1] WHERE name = 'balanced'",
        "UPDATE model_registry SET enabled = NOT enabled WHERE provider_id = 'simulator' AND model_id = 'sim-large'",
        "UPDATE models SET context_window = context_window + 1 WHERE canonical_id = (SELECT min(canonical_id) FROM models)",
        "UPDATE model_registry SET specs = jsonb_set(specs, '{context_window}', '64000') WHERE provider_id = 'simulator' AND model_id = 'sim-small'",
    ];

    [Fact]
    public async Task Hundreds_of_decisions_replay_from_history_after_catalog_and_health_have_moved_on()
    {
        const int Requests = 300;
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString, $"--Simulator:BaseUrl={upstream.Address}v1");
        var ids = new List<string>();
        await using (var router = await StartAsync(catalog))
        {
            var random = new Random(20261121);
            var health = router.Services.GetRequiredService<CurrentHealth>();
            for (var i = 0; i < Requests; i++)
            {
                if (i % 10 == 0)
                {
                    var before = Revision(router);
                    await database.ExecuteAsync(Changes[i / 10 % Changes.Length]);
                    // Some changes come between two chats, and the others while they go on. This one changes something every time.
                    await Eventually.Is(() => i / 10 % Changes.Length != 1 || Revision(router) > before);
                }

                if (i % 3 == 0)
                {
                    health.View = View(random);
                }

                var response = await router.Http.ChatAsync(Selectors[random.Next(Selectors.Length)]);
                if (response.IsSuccessStatusCode)
                {
                    ids.Add(response.Header("x-routing-decision"));
                }
            }

            Assert.True(ids.Count > Requests / 2, $"Only {ids.Count} of {Requests} chats were answered.");
            await Eventually.Is(
                async () => await database.ScalarAsync<long>("SELECT count(*) FROM orchestration_executions WHERE outcome = 'ok'") >= ids.Count,
                TimeSpan.FromMinutes(2));
        }

        Assert.True(await database.ScalarAsync<long>("SELECT count(DISTINCT catalog_revision) FROM orchestration_executions") > 5);
        Assert.True(await database.ScalarAsync<long>("SELECT count(*) FROM health_views") > 20);
        await using var another = await StartAsync(catalog);
        foreach (var id in ids)
        {
            var replay = await (await another.Http.GetAsync($"/v1/routing/decisions/{id}/replay")).JsonAsync();
            Assert.Equal(
                "reproduced", replay.TryGetProperty("verdict", out var verdict) ? verdict.GetString() : replay.ToString());
        }
    }

    [Fact]
    public async Task Monitoring_queries_and_questions_find_what_was_decided()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString, $"--Simulator:BaseUrl={upstream.Address}v1");
        await using var router = await StartAsync(catalog);
        var balanced = (await router.Http.ChatAsync("balanced")).Header("x-routing-decision");
        await router.Http.ChatAsync("fast");
        await router.Http.ChatAsync("fast");
        await Eventually.Is(async () => await database.ScalarAsync<long>("SELECT count(*) FROM orchestration_executions") == 3);

        Assert.Equal([("simulator", 3L)], await ReadAsync(database, ProviderDistribution, row => (row.GetString(0), row.GetInt64(1))));
        Assert.Equal(
            [("fast", "simulator", "sim-small", 2L), ("balanced", "simulator", "sim-medium", 1L)],
            await ReadAsync(database, RoutingDecisions, row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3))));

        await using var another = await StartAsync(catalog);
        var whyNot = await (await another.Http.GetAsync($"/v1/routing/why-not?decision={balanced}")).JsonAsync();
        Assert.Contains("the preferred model", whyNot.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        var flip = await (await another.Http.GetAsync($"/v1/routing/decisions/{balanced}/counterfactual")).JsonAsync();
        Assert.Equal(JsonValueKind.Object, flip.ValueKind);
        Assert.Equal("credential", flip.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_weight_that_an_operator_changes_changes_the_step_score_that_is_explained()
    {
        const string Chat = """{"model":"auto","messages":[{"role":"user","content":"Prove that there are infinitely many primes."}]}""";
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString, $"--Simulator:BaseUrl={upstream.Address}v1");
        await using var router = await StartAsync(catalog);

        async Task<JsonElement> PartsAsync() => (await (await router.Http.PostAsync(
            "/v1/routing/explain", new StringContent(Chat, Encoding.UTF8, "application/json"))).JsonAsync()).GetProperty("complexity_parts");
        var before = (await PartsAsync()).GetProperty("step_score").GetDecimal();
        using var set = await catalog.Http.PutAsync("/api/v1/settings", new StringContent(
            """{"step_score":{"difficulty":{"weight":0},"prompt_length":{"curve":[{"value":0,"score":8}]},"context_depth":{"weight":0}}}""",
            Encoding.UTF8,
            "application/json"));

        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        Assert.NotEqual(8m, before);
        await Eventually.Is(async () => (await PartsAsync()).GetProperty("step_score").GetDecimal() == 8m);
        var length = (await PartsAsync()).GetProperty("measures").EnumerateArray().Single(measure => measure.GetProperty("name").GetString() == "prompt_length");
        Assert.Equal((8m, 100), (length.GetProperty("score").GetDecimal(), length.GetProperty("weight").GetInt32()));
    }

    [Fact]
    public async Task What_nothing_could_serve_is_kept_with_its_exclusions_and_replays()
    {
        const string Chat = """{"model":"simulator/sim-small","messages":[{"role":"user","content":"hi"}],"routing":{"minimum_context":100000000}}""";
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString, $"--Simulator:BaseUrl={upstream.Address}v1");
        string id;
        await using (var router = await StartAsync(catalog))
        {
            // Asking how it would be decided is no request.
            await router.Http.PostAsync("/v1/routing/explain", new StringContent(Chat, Encoding.UTF8, "application/json"));
            id = (await router.Http.PostJsonAsync(Chat)).Header("x-routing-decision");
            await Eventually.Is(async () => await database.ScalarAsync<long>("SELECT count(*) FROM orchestration_executions") == 1);
        }

        Assert.Equal(1, await database.ScalarAsync<long>(
            "SELECT count(*) FROM orchestration_executions WHERE outcome = 'refused' AND provider IS NULL AND attempts = 0 AND selector = 'simulator/sim-small'"));
        await ReadAsync(database, ProviderDistribution, row => row.GetInt64(1));
        Assert.Equal([1L], await ReadAsync(database, RoutingDecisions, row => row.GetInt64(3)));

        await using var another = await StartAsync(catalog);
        var explained = await (await another.Http.GetAsync($"/v1/routing/decisions/{id}/explanation")).JsonAsync();
        var refusal = explained.GetProperty("refusal");
        var exclusion = Assert.Single(refusal.GetProperty("exclusions").EnumerateArray(), row => row.GetProperty("deployment").GetString() == "simulator/sim-small");
        Assert.Equal((id, "context_too_small"), (explained.GetProperty("decision_id").GetString(), exclusion.GetProperty("reason").GetString()));
        Assert.Equal("minimum_context", refusal.GetProperty("relaxation").GetProperty("steps")[0].GetProperty("kind").GetString());
        var replay = await (await another.Http.GetAsync($"/v1/routing/decisions/{id}/replay")).JsonAsync();
        Assert.Equal("reproduced", replay.GetProperty("verdict").GetString());
        var flip = await (await another.Http.GetAsync($"/v1/routing/decisions/{id}/counterfactual")).JsonAsync();
        Assert.Equal("minimum_context", flip.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task What_history_no_longer_has_is_said()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString, $"--Simulator:BaseUrl={upstream.Address}v1");
        var id = "";
        await using (var router = await StartAsync(catalog))
        {
            var (view, asked) = (View(new Random(1)), 0);
            await Eventually.Is(async () =>
            {
                // The router makes views of its own, at any moment.
                router.Services.GetRequiredService<CurrentHealth>().View = view;
                id = (await router.Http.ChatAsync("simulator/sim-small")).Header("x-routing-decision");
                asked++;
                await Eventually.Is(async () => await database.ScalarAsync<long>("SELECT count(*) FROM orchestration_executions") == asked);
                return await database.ScalarAsync<long>($"SELECT count(*) FROM health_views WHERE view_id = '{view.Id}'") == 1;
            });
        }

        await database.ExecuteAsync("DELETE FROM health_views");
        await using var another = await StartAsync(catalog);
        var error = await (await another.Http.GetAsync($"/v1/routing/decisions/{id}/replay")).ErrorAsync();

        Assert.Equal("history_missing", error.GetProperty("code").GetString());
    }

    private static long Revision(RouterUnderTest router) => router.Services.GetRequiredService<CurrentFeed>().State.Index.Snapshot.Revision;

    private static async Task<RouterUnderTest> StartAsync(CatalogHost catalog)
    {
        var router = await RouterUnderTest.StartFedAsync(new TemporaryFolder(), $"--services:catalog-api:grpc:0={catalog.GrpcAddress}");
        await Eventually.Is(() => router.Services.GetRequiredService<CurrentFeed>().State.Origin is FeedOrigin.Catalog);
        return router;
    }

    private static HealthView View(Random random) => new(new Dictionary<DeploymentId, HealthState>
    {
        [new(new("simulator"), "sim-medium")] = new() { Score = random.Next(101), Samples = random.Next(50), Circuit = (CircuitState)random.Next(3) },
        [new(new("openai"), "gpt-4o-mini")] = new() { Circuit = CircuitState.Open, Cause = $"“{random.Next().ToString(CultureInfo.InvariantCulture)}”" },
    });

    private static async Task<List<T>> ReadAsync<T>(TestDatabase database, string sql, Func<Npgsql.NpgsqlDataReader, T> read)
    {
        await using var command = database.Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
