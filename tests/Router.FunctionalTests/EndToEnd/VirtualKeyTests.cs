using System.Net;
using Catalog.FunctionalTests.Rest;
using Grpc.Core;
using Router.FunctionalTests.Anthropic;
using Router.FunctionalTests.Running;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.EndToEnd;

/// <summary>A virtual key from its making to the ledger, on a router that asks for keys.</summary>
public sealed class VirtualKeyTests
{
    [Fact]
    public async Task A_key_made_over_rest_works_on_every_surface_and_lands_in_the_ledger()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync("--require-keys");
        await stack.AddModelsAsync(upstream);
        using var organisation = await stack.Catalog.Http.PutJsonAsync("/api/v1/organisations/acme", "{}");
        using var project = await stack.Catalog.Http.PutJsonAsync("/api/v1/projects/web", """{"organisation":"acme"}""");
        var (id, secret) = await stack.MakeKeyAsync("""{"project":"web"}""");
        await Eventually.Is(async () => await stack.Router.StatusAsync(secret) == HttpStatusCode.OK);

        using var message = await stack.Router.Http.PostToAsync(Messages.Path, Messages.Body(Keys.Model), ("x-api-key", secret), ("anthropic-version", "2023-06-01"));
        using var ollama = await stack.Router.Http.PostToAsync(
            "/api/chat", $$"""{"model":"{{Keys.Model}}","stream":false,"messages":[{"role":"user","content":"hi"}]}""", ("Authorization", $"Bearer {secret}"));
        var grpc = await stack.Router.Client().ChatAsync(GrpcCalls.Chat(Keys.Model), Keys.Metadata(secret));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (message.StatusCode, ollama.StatusCode));
        Assert.Equal("sim-7b", grpc.Model);
        Assert.All(upstream.Requests, request => Assert.DoesNotContain(request.Headers, header => header.ToString().Contains(secret, StringComparison.Ordinal)));
        Assert.All(upstream.Requests, request => Assert.DoesNotContain("sk-ar-", request.Body, StringComparison.Ordinal));
        await Eventually.Is(async () => await stack.Database.ScalarAsync<long>(
            "SELECT count(*) FROM ai_analytics WHERE key_id = $1 AND project_id = 'web' AND organisation_id = 'acme'", id) >= 4);
        await Eventually.Is(async () => await stack.Database.ScalarAsync<long>(
            "SELECT count(*) FROM orchestration_executions WHERE key_id = $1 AND project_id = 'web' AND organisation_id = 'acme'", id) >= 4);
    }

    [Fact]
    public async Task Whoever_has_no_valid_key_is_told_so_in_its_own_protocol()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync("--require-keys");
        await stack.AddModelsAsync(upstream);
        await Eventually.Is(async () => await stack.Router.StatusAsync("none") == HttpStatusCode.Unauthorized);

        using var openAi = await stack.Router.ChatAsync("sk-ar-nobody-has-this");
        using var anthropic = await stack.Router.Http.PostToAsync(Messages.Path, Messages.Body(), ("x-api-key", "sk-ant-something"));
        using var ollama = await stack.Router.Http.GetAsync("/api/tags");
        var grpc = await Assert.ThrowsAsync<RpcException>(async () => await stack.Router.Client().ChatAsync(GrpcCalls.Chat(), Keys.Metadata("sk-ar-nobody-has-this")));
        var stream = await Assert.ThrowsAsync<RpcException>(() => stack.Router.Client().ChatStream(GrpcCalls.Stream()).ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (openAi.StatusCode, openAi.Header("WWW-Authenticate")));
        Assert.Equal("invalid_api_key", (await openAi.ErrorAsync()).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, anthropic.StatusCode);
        Assert.Equal("authentication_error", (await anthropic.MessageErrorAsync()).GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, ollama.StatusCode);
        Assert.Equal((StatusCode.Unauthenticated, "INVALID_API_KEY"), (grpc.StatusCode, grpc.Reason()));
        Assert.Equal(StatusCode.Unauthenticated, stream.StatusCode);
        foreach (var path in new[] { "/v1/models", "/v1/embeddings", "/v1/messages/count_tokens", "/v1/routing/explain", "/v1/routing/feedback", "/v1/responses", "/v1/completions", "/api/show" })
        {
            using var refused = await stack.Router.Http.PostToAsync(path, "{}");
            Assert.True(refused.StatusCode == HttpStatusCode.Unauthorized, path);
        }

        foreach (var path in new[] { "/", "/health", "/alive", "/api/version" })
        {
            using var open = await stack.Router.Http.GetAsync(path);
            Assert.True(open.StatusCode == HttpStatusCode.OK, path);
        }

        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_by_every_router()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync("--require-keys");
        await using var other = await stack.StartAnotherAsync("--require-keys");
        await stack.AddModelsAsync(upstream);
        var (id, secret) = await stack.MakeKeyAsync();
        foreach (var router in new[] { stack.Router, other })
        {
            await Eventually.Is(async () => await router.StatusAsync(secret) == HttpStatusCode.OK);
        }

        using var revoked = await stack.Catalog.Http.DeleteAsync($"/api/v1/keys/{id}");

        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        foreach (var router in new[] { stack.Router, other })
        {
            await Eventually.Is(async () => await router.StatusAsync(secret) == HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task A_key_that_has_expired_is_told_so_without_another_word_of_the_catalog()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync("--require-keys");
        await stack.AddModelsAsync(upstream);
        var (id, secret) = await stack.MakeKeyAsync();
        await Eventually.Is(async () => await stack.Router.StatusAsync(secret) == HttpStatusCode.OK);

        // A time that is past when it arrives is refused, and a busy machine is slow.
        for (var (accepted, seconds) = (false, 5); !accepted; seconds *= 2)
        {
            using var soon = await stack.Catalog.Http.PutJsonAsync(
                $"/api/v1/keys/{id}", $$"""{"expires_at":"{{TimeProvider.System.GetUtcNow().AddSeconds(seconds):O}}"}""");
            accepted = soon.StatusCode == HttpStatusCode.OK;
            Assert.True(accepted || seconds < 100, await soon.Content.ReadAsStringAsync());
        }

        await Eventually.Is(async () => await stack.Router.StatusAsync(secret) == HttpStatusCode.Unauthorized);
        using var http = await stack.Router.ChatAsync(secret);
        using var anthropic = await stack.Router.Http.PostToAsync(Messages.Path, Messages.Body(Keys.Model), ("x-api-key", secret));
        var grpc = await Assert.ThrowsAsync<RpcException>(async () => await stack.Router.Client().ChatAsync(GrpcCalls.Chat(Keys.Model), Keys.Metadata(secret)));
        Assert.Equal("api_key_expired", (await http.ErrorAsync()).GetProperty("code").GetString());
        Assert.Equal("authentication_error", (await anthropic.MessageErrorAsync()).GetProperty("type").GetString());
        Assert.Equal((StatusCode.Unauthenticated, "API_KEY_EXPIRED"), (grpc.StatusCode, grpc.Reason()));
    }

    [Fact]
    public async Task An_admin_key_may_ask_about_anybodys_decisions_and_a_callers_key_may_not()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync("--require-keys");
        await stack.AddModelsAsync(upstream);
        var (_, caller) = await stack.MakeKeyAsync();
        var (_, admin) = await stack.MakeKeyAsync("""{"role":"admin"}""");
        await Eventually.Is(async () => await stack.Router.StatusAsync(caller) == HttpStatusCode.OK && await stack.Router.StatusAsync(admin) == HttpStatusCode.OK);
        using var answer = await stack.Router.ChatAsync(caller);
        var decision = answer.Header("x-routing-decision");

        async Task<HttpResponseMessage> ExplainAsync(string secret) => await stack.Router.Http.SendAsync(
            new(HttpMethod.Get, $"/v1/routing/decisions/{decision}/explanation") { Headers = { { "Authorization", $"Bearer {secret}" } } });
        using var refused = await ExplainAsync(caller);
        using var explained = await ExplainAsync(admin);
        var overGrpc = await new Aspire.Routing.V1.DecisionService.DecisionServiceClient(stack.Router.Channel).ExplainAsync(new() { DecisionId = decision }, Keys.Metadata(admin));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, explained.StatusCode);
        Assert.Equal(decision, overGrpc.Explanation.Decision.Id);
    }

    [Fact]
    public async Task While_a_rotation_overlaps_both_secrets_are_taken_and_then_the_new_one()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync("--require-keys");
        await stack.AddModelsAsync(upstream);
        var (id, old) = await stack.MakeKeyAsync();

        var overlapping = await RotateAsync(stack, id, 3600);
        await Eventually.Is(async () => await stack.Router.StatusAsync(overlapping) == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, await stack.Router.StatusAsync(old));

        var last = await RotateAsync(stack, id, 0);
        await Eventually.Is(async () => await stack.Router.StatusAsync(last) == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await stack.Router.StatusAsync(old));
        Assert.Equal(HttpStatusCode.Unauthorized, await stack.Router.StatusAsync(overlapping));
    }

    [Theory]
    [InlineData("projects/default", """{"disabled":true}""")]
    [InlineData("organisations/default", """{"disabled":true}""")]
    public async Task Switching_a_project_or_an_organisation_off_refuses_its_keys(string path, string body)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync("--require-keys");
        await stack.AddModelsAsync(upstream);
        var (_, secret) = await stack.MakeKeyAsync();
        await Eventually.Is(async () => await stack.Router.StatusAsync(secret) == HttpStatusCode.OK);

        using var off = await stack.Catalog.Http.PutJsonAsync($"/api/v1/{path}", body);

        Assert.Equal(HttpStatusCode.OK, off.StatusCode);
        await Eventually.Is(async () => await stack.Router.StatusAsync(secret) == HttpStatusCode.Forbidden);
        var grpc = await Assert.ThrowsAsync<RpcException>(async () => await stack.Router.Client().ChatAsync(GrpcCalls.Chat(), Keys.Metadata(secret)));
        Assert.Equal((StatusCode.PermissionDenied, "API_KEY_DISABLED"), (grpc.StatusCode, grpc.Reason()));
    }

    [Fact]
    public async Task A_key_reaches_its_scope_and_its_default_and_nothing_beyond()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync("--require-keys");
        await stack.AddModelsAsync(upstream);
        var (_, secret) = await stack.MakeKeyAsync("""{"scope":{"allowed_models":["sim/sim-9b"]},"default_model":"sim/sim-9b"}""");
        await Eventually.Is(async () => await stack.Router.StatusAsync(secret, "sim/sim-9b") == HttpStatusCode.OK);

        using var beyond = await stack.Router.ChatAsync(secret);
        var grpc = await Assert.ThrowsAsync<RpcException>(async () => await stack.Router.Client().ChatAsync(GrpcCalls.Chat(Keys.Model), Keys.Metadata(secret)));
        using var unnamed = await stack.Router.ChatAsync(secret, "default");
        using var list = await stack.Router.Http.SendAsync(new(HttpMethod.Get, "/v1/models") { Headers = { { "Authorization", $"Bearer {secret}" } } });
        using var explained = await stack.Router.Http.PostToAsync("/v1/routing/explain", Chats.Body("default"), ("Authorization", $"Bearer {secret}"));

        Assert.Equal(HttpStatusCode.Forbidden, beyond.StatusCode);
        Assert.Equal("not_in_key_scope", (await beyond.ErrorAsync()).GetProperty("code").GetString());
        Assert.Equal((StatusCode.PermissionDenied, "NOT_IN_KEY_SCOPE"), (grpc.StatusCode, grpc.Reason()));
        Assert.Equal("sim-9b", unnamed.Header("x-routing-model"));
        var models = (await list.JsonAsync()).GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetString()!);
        Assert.Equal(["sim/sim-9b"], models.Where(model => model.Contains('/', StringComparison.Ordinal)));
        Assert.Contains("\"key_default\"", await explained.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_router_that_starts_while_the_catalog_is_away_knows_the_keys_of_before()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync("--require-keys");
        await stack.AddModelsAsync(upstream);
        using var folder = new TemporaryFolder();
        var (_, secret) = await stack.MakeKeyAsync();
        var (copy, access) = (folder.In("kept.json"), folder.In("kept-access.json"));
        await using (var before = await stack.StartAnotherAsync("--require-keys", $"--Router:SnapshotCopy={copy}", $"--Router:AccessCopy={access}"))
        {
            await Eventually.Is(async () => await before.StatusAsync(secret) == HttpStatusCode.OK && File.Exists(access));
        }

        await using var after = await RouterUnderTest.StartFedAsync(
            new(), "--require-keys", $"--Router:SnapshotCopy={copy}", $"--Router:AccessCopy={access}", "--services:catalog-api:grpc:0=http://127.0.0.1:9");

        Assert.Equal(HttpStatusCode.OK, await after.StatusAsync(secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await after.StatusAsync("sk-ar-nobody-has-this"));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(access) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.DoesNotContain(secret, await File.ReadAllTextAsync(access), StringComparison.Ordinal);

        // The copy also serves a router that never had a catalog.
        await using var alone = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), "--require-keys", $"--Router:AccessCopy={access}");
        Assert.Equal(HttpStatusCode.OK, await alone.StatusAsync(secret, "alpha/sim-small"));
        Assert.Equal(HttpStatusCode.Unauthorized, await alone.StatusAsync("sk-ar-nobody-has-this", "alpha/sim-small"));
    }

    private static async Task<string> RotateAsync(FedRouter stack, string id, int overlapSeconds)
    {
        using var response = await stack.Catalog.Http.SendJsonAsync(
            HttpMethod.Post, $"/api/v1/keys/{id}/rotate", $$"""{"overlap_seconds":{{overlapSeconds}}}""");
        return (await response.JsonAsync(HttpStatusCode.OK)).GetProperty("secret").GetString()!;
    }
}
