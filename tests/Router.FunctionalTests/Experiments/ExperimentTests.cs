using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Aspire.Routing.V1;
using Catalog.FunctionalTests.Hosting;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Routing.Experiments;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Experiments;

/// <summary>Experiments from an operator's hand to what is learned of them, through the real catalog and PostgreSQL.</summary>
public sealed class ExperimentTests
{
    private const string Address = "/api/v1/experiments/stronger";
    private const int Sessions = 16;

    private static readonly string Running =
        """
        {"state":"running","description":"Is the strong one worth it?",
         "variants":[{"name":"control","weight":0.5,"selector":"fast"},{"name":"strong","weight":0.5,"selector":"powerful"}]}
        """;

    [Fact]
    public async Task An_experiment_reaches_the_router_holds_sessions_in_their_variants_and_can_be_judged()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString, $"--Simulator:BaseUrl={upstream.Address}v1");
        await using var router = await RouterUnderTest.StartFedAsync(new TemporaryFolder(), $"--services:catalog-api:grpc:0={catalog.GrpcAddress}");
        using var begun = await catalog.Http.PutAsync(Address, Json(Running));
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        await Eventually.Is(async () => (await AskAsync(router, "s0")).Headers.Contains("x-routing-experiment"));

        var variants = new Dictionary<string, string>();
        for (var i = 0; i < Sessions; i++)
        {
            var first = await AskAsync(router, $"s{i}");
            var second = await AskAsync(router, $"s{i}");
            variants[$"s{i}"] = first.Header("x-routing-experiment");
            Assert.Equal(variants[$"s{i}"], second.Header("x-routing-experiment"));
            Assert.Equal(variants[$"s{i}"] == "stronger; variant=strong" ? "powerful" : "fast", first.Header("x-routing-tier"));
        }

        Assert.Equal(["stronger; variant=control", "stronger; variant=strong"], variants.Values.Distinct().Order(StringComparer.Ordinal));
        await ExplainsAsync(router, variants.First(row => row.Value == "stronger; variant=strong").Key);
        await JudgesAsync(router, catalog);
    }

    [Fact]
    public async Task An_end_user_stays_in_its_variant_however_it_is_named_and_whatever_the_session()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address) with
        {
            Experiments =
            [
                new()
                {
                    Name = "by-user",
                    Salt = "by-user",
                    Unit = ExperimentUnit.EndUser,
                    Variants = [new() { Name = "a", WeightMillis = 500, Selector = "fast" }, new() { Name = "b", WeightMillis = 500, Selector = "powerful" }],
                },
            ],
        });
        foreach (var user in Enumerable.Range(0, 8).Select(number => $"user-{number}"))
        {
            var expected = $"by-user; variant={(Draw.Bucket("by-user", user) % 1_000 < 500 ? "a" : "b")}";
            var header = await router.Http.PostToAsync(Chats.Path, Chats.Body("auto"), ("x-routing-end-user", user), ("x-routing-session", $"of {user}"));
            var body = await router.Http.PostToAsync(Chats.Path, Chats.Body("auto").Replace("{\"model\"", $"{{\"user\":\"{user}\",\"model\"", StringComparison.Ordinal));
            var messages = await router.Http.PostToAsync(
                "/v1/messages", $$$"""{"model":"auto","max_tokens":9,"metadata":{"user_id":"{{{user}}}"},"messages":[{"role":"user","content":"hi"}]}""");
            using var grpc = new RouterService.RouterServiceClient(router.Channel).RouteAsync(
                new() { Model = "auto", Conversation = GrpcCalls.Says("hi") },
                new Metadata { { "x-routing-end-user", user } });
            await grpc;

            Assert.Equal(
                [expected, expected, expected, expected],
                [.. new[] { header, body, messages }.Select(answer => answer.Header("x-routing-experiment")), grpc.GetTrailers().GetValue("x-routing-experiment")!]);
        }

        Assert.False((await router.Http.ChatAsync("fast")).Headers.Contains("x-routing-experiment"));
    }

    private static async Task ExplainsAsync(RouterUnderTest router, string session)
    {
        var decision = (await AskAsync(router, session)).Header("x-routing-decision");
        var explanation = await (await router.Http.GetAsync($"/v1/routing/decisions/{decision}/explanation")).JsonAsync();
        Assert.Equal(("stronger", "strong"), (explanation.GetProperty("experiment").GetString(), explanation.GetProperty("variant").GetString()));
        Assert.StartsWith("the session drew ", explanation.GetProperty("experiment_reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("experiment", explanation.GetProperty("decision").GetProperty("resolved_by").GetString());

        var wire = await new DecisionService.DecisionServiceClient(router.Channel).ExplainAsync(new() { DecisionId = decision });
        Assert.Equal(("stronger", "strong"), (wire.Explanation.Experiment, wire.Explanation.Variant));
        var replay = await (await router.Http.GetAsync($"/v1/routing/decisions/{decision}/replay")).JsonAsync();
        Assert.Equal("reproduced", replay.GetProperty("verdict").GetString());
    }

    private static async Task JudgesAsync(RouterUnderTest router, CatalogHost catalog)
    {
        var rated = (await AskAsync(router, "s0")).Header("x-routing-decision");
        using var feedback = await router.Http.PostAsJsonAsync("/v1/routing/feedback", new { decision_id = rated, rating = 5 });
        Assert.Equal(HttpStatusCode.Accepted, feedback.StatusCode);

        // Nothing can do that: it counts for the variant of its session.
        var refused = await router.Http.PostToAsync(
            Chats.Path, Chats.Body("auto"), ("x-routing-session", "s0"), ("x-routing-minimum-context", "100000000"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);

        JsonElement results = default;
        await Eventually.Is(async () =>
        {
            results = await catalog.Http.GetFromJsonAsync<JsonElement>($"{Address}/results");
            var rows = results.GetProperty("variants").EnumerateArray().ToArray();
            return rows.Sum(row => row.GetProperty("calls").GetInt64()) >= (2 * Sessions) + 4 && rows.Sum(row => row.GetProperty("verdicts").GetInt64()) == 1;
        });

        var variants = results.GetProperty("variants").EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!);
        Assert.Equal(Sessions, variants.Values.Sum(row => row.GetProperty("units").GetInt32()));
        Assert.Equal(1, variants.Values.Sum(row => row.GetProperty("refused").GetInt32()));
        Assert.Equal(1, variants.Values.Count(row => row.GetProperty("success_rate").GetDecimal() == 1m));
        Assert.Contains("too few", results.GetProperty("says")[0].GetString(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> AskAsync(RouterUnderTest router, string session) => router.Http.PostToAsync(
        "/v1/chat/completions", Chats.Body("auto"), ("x-routing-session", session));

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
