using System.Net;
using System.Text.Json;
using Aspire.Routing.V1;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Simulation.Scripting;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Fleets;

public sealed class HealthOrderTests
{
    private const string Health = "/v1/routing/health";

    [Fact]
    public async Task What_is_isolated_at_one_router_over_REST_is_out_of_service_on_all_until_it_is_reset()
    {
        var redis = await RedisServer.SharedAsync();
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 2);
        var subject = $$"""{"provider":"{{fleet.First.Provider}}","model":"{{fleet.First.Model}}","reason":"bad answers"}""";

        await Eventually.Is(async () => (await OrderAsync(fleet.Router, "isolate", subject)).StatusCode == HttpStatusCode.OK);
        await Eventually.Is(async () => (await fleet.Routers[1].Http.ChatAsync()).Header("x-routing-provider") == fleet.Second.Provider.Value);
        var row = await RowAsync(fleet.Routers[1], fleet);
        Assert.Equal(("isolated", "bad answers", "ana"), (Text(row, "circuit"), Text(row.GetProperty("isolation"), "reason"), Text(row.GetProperty("isolation"), "by")));

        await Eventually.Is(async () => (await OrderAsync(fleet.Routers[1], "reset", subject)).StatusCode == HttpStatusCode.OK);
        await Eventually.Is(async () => (await fleet.Router.Http.ChatAsync()).Header("x-routing-provider") == fleet.First.Provider.Value);

        var history = await JsonAsync(await fleet.Router.Http.GetAsync($"{Health}/history?provider={fleet.First.Provider}&model={fleet.First.Model}"));
        Assert.Equal(["reset", "isolated"], history.GetProperty("events").EnumerateArray().Select(entry => Text(entry, "what")));
    }

    [Fact]
    public async Task A_whole_provider_is_isolated_over_gRPC_and_watchers_see_it()
    {
        await using var first = await Simulation.ProviderSimulator.StartAsync();
        await using var second = await Simulation.ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));
        var health = new HealthService.HealthServiceClient(router.Channel);
        using var watch = health.WatchHealth(new());
        Assert.True(await watch.ResponseStream.MoveNext(default));
        Assert.False(watch.ResponseStream.Current.Sharing.Shared);

        var subject = new HealthSubject { Provider = "alpha" };
        await health.IsolateDeploymentAsync(new() { Subject = subject, Reason = "maintenance" });

        while (!watch.ResponseStream.Current.Deployments.Any(row => row is { Model: "sim-small", Circuit: CircuitState.Isolated, Isolation.Reason: "maintenance" }))
        {
            Assert.True(await watch.ResponseStream.MoveNext(default));
        }

        Assert.Equal("beta", (await router.Http.ChatAsync()).Header("x-routing-provider"));
        await health.ResetDeploymentAsync(new() { Subject = subject });
        await Eventually.Is(async () => (await router.Http.ChatAsync()).Header("x-routing-provider") == "alpha");
    }

    [Fact]
    public async Task Orders_that_name_nothing_known_or_no_reason_are_refused()
    {
        await using var upstream = await Simulation.ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        var health = new HealthService.HealthServiceClient(router.Channel);

        Assert.Equal(HttpStatusCode.NotFound, (await OrderAsync(router, "isolate", """{"provider":"nobody","reason":"x"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await OrderAsync(router, "isolate", """{"provider":"alpha"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await OrderAsync(router, "isolate", """{"provider":"alpha","operation":"chat","reason":"x"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await OrderAsync(router, "reset", """{"supplier":"alpha"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await router.Http.GetAsync($"{Health}?operation=paint")).StatusCode);

        var unknown = await Assert.ThrowsAsync<RpcException>(async () =>
            await health.IsolateDeploymentAsync(new() { Subject = new() { Provider = "alpha", Model = "nothing" }, Reason = "x" }));
        var nameless = await Assert.ThrowsAsync<RpcException>(async () => await health.ResetDeploymentAsync(new()));
        Assert.Equal((StatusCode.NotFound, StatusCode.InvalidArgument), (unknown.StatusCode, nameless.StatusCode));
    }

    [Fact]
    public async Task Where_others_can_reach_the_router_health_wants_the_service_key()
    {
        await using var upstream = await Simulation.ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(upstream.Address), "--ServiceKey=the-secret", "--Router:AllowAnonymous=true", "--Kestrel:Endpoints:other:Url=http://0.0.0.0:0");
        var health = new HealthService.HealthServiceClient(router.Channel);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await health.ListDeploymentHealthAsync(new()));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        await health.ListDeploymentHealthAsync(new(), new Metadata { { "x-service-key", "the-secret" } });
    }

    [Theory]
    [InlineData(401, "quarantined", "The provider refuses the credential (401).")]
    [InlineData(403, "quarantined", "The provider refuses the credential (403).")]
    [InlineData(429, "cooling_down", "The provider's rate limit is reached (429).")]
    public async Task A_credentials_state_is_shown_without_its_secret_and_moves_no_circuit(int status, string state, string cause)
    {
        await using var upstream = await Simulation.ProviderSimulator.StartAsync();
        upstream.Replies(status);
        var snapshot = Catalogs.Of(upstream.Address);
        snapshot = snapshot with { Providers = [snapshot.Providers[0] with { ApiKeyEnvironment = "ALPHA_TEST_KEY" }] };
        await using var router = await RouterUnderTest.StartAsync(snapshot, "--ALPHA_TEST_KEY=first-secret,second-secret", "--Router:Connections:Rest=00:05:00");

        await router.Http.ChatAsync();

        var text = await (await router.Http.GetAsync(Health)).Content.ReadAsStringAsync();
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        var credentials = JsonDocument.Parse(text).RootElement.GetProperty("credentials").EnumerateArray().ToArray();
        Assert.Equal([(1, state), (2, "ready")], credentials.Select(row => (row.GetProperty("place").GetInt32(), Text(row, "state"))));
        Assert.Equal(cause, Text(credentials[0], "cause"));
        Assert.True(credentials[0].TryGetProperty("until", out _));
        await Eventually.Is(async () => (await JsonAsync(await router.Http.GetAsync(Health))).GetProperty("deployments").GetArrayLength() == 1);
        var row = (await JsonAsync(await router.Http.GetAsync(Health))).GetProperty("deployments")[0];
        Assert.Equal(("closed", 100), (Text(row, "circuit"), row.GetProperty("score").GetInt32()));
    }

    [Fact]
    public async Task Embeddings_that_fail_leave_the_chats_of_the_same_model_alone()
    {
        await using var upstream = await Simulation.ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address).ThatAlsoEmbed(), "--Router:Cooldown:AfterFailures=1000");
        upstream.For(path: "/v1/embeddings").Always(Reply.Error(500));

        await Eventually.Is(async () =>
        {
            using var content = new StringContent("""{"model":"alpha/sim-small","input":"hi"}""", System.Text.Encoding.UTF8, "application/json");
            await router.Http.PostAsync("/v1/embeddings", content);
            var rows = (await JsonAsync(await router.Http.GetAsync($"{Health}?operation=embed"))).GetProperty("deployments");
            return rows.GetArrayLength() == 1 && Text(rows[0], "circuit") == "open";
        });

        Assert.True((await router.Http.ChatAsync()).IsSuccessStatusCode);
        await Eventually.Is(async () => (await JsonAsync(await router.Http.GetAsync($"{Health}?operation=chat"))).GetProperty("deployments").GetArrayLength() == 1);
        var chat = (await JsonAsync(await router.Http.GetAsync($"{Health}?operation=chat"))).GetProperty("deployments")[0];
        Assert.Equal(("closed", 100), (Text(chat, "circuit"), chat.GetProperty("score").GetInt32()));
    }

    private static async Task<JsonElement> RowAsync(RouterUnderTest router, Fleet fleet) =>
        (await JsonAsync(await router.Http.GetAsync($"{Health}?provider={fleet.First.Provider}&operation=chat"))).GetProperty("deployments")[0];

    private static async Task<HttpResponseMessage> OrderAsync(RouterUnderTest router, string order, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Health}/{order}");
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        request.Headers.Add("x-changed-by", "ana");
        return await router.Http.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}
