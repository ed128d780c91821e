using System.Net;
using System.Text.Json;
using Catalog.FunctionalTests.Rest;
using Router.FunctionalTests.EndToEnd;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Responses;

/// <summary>What a provider keeps for a project is that project's alone, over HTTP with the keys of two.</summary>
public sealed class ResponseTenancyTests
{
    private const string Path = "/v1/responses";
    private const string Kept = """{"id":"resp_one","object":"response","status":"completed","store":true,"model":"m","output":[{"type":"message","content":[{"type":"output_text","text":"Hello"}]}],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}""";

    [Fact]
    public async Task One_project_goes_on_reads_and_deletes_and_the_other_hears_of_nothing()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Raw(Kept, "application/json"));
        await using var stack = await FedRouter.StartAsync("--require-keys");
        await using var replica = await stack.StartAnotherAsync("--require-keys");
        var (own, colleague, stranger) = await SetUpAsync(stack, upstream);
        foreach (var secret in new[] { own, colleague, stranger })
        {
            await Eventually.Is(async () => (await AskAsync(stack.Router, secret)).IsSuccessStatusCode && (await AskAsync(replica, secret)).IsSuccessStatusCode);
        }

        var id = (await (await AskAsync(stack.Router, own)).JsonAsync()).GetProperty("id").GetString()!;
        var before = upstream.Counters.Requests;

        // Whoever is of the project, at any router of the stack.
        foreach (var (router, secret) in new[] { (stack.Router, own), (replica, colleague) })
        {
            Assert.Equal(id, (await (await AskAsync(router, secret, id)).JsonAsync()).GetProperty("id").GetString());
            Assert.Equal(id, (await (await SendAsync(router, HttpMethod.Get, $"{Path}/{id}", secret)).JsonAsync()).GetProperty("id").GetString());
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(router, HttpMethod.Get, $"{Path}/{id}/input_items", secret)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(router, HttpMethod.Delete, $"{Path}/{id}", secret)).StatusCode);
        }

        Assert.Equal(before + 8, upstream.Counters.Requests);
        Assert.All(upstream.Requests.Where(request => request.Method != "POST"), request => Assert.StartsWith("/v1/responses/resp_one", request.Path, StringComparison.Ordinal));

        // Anybody else, whatever he holds, hears what he hears of an id that nobody has given out.
        var forged = id[..^1] + (id[^1] == 'A' ? 'B' : 'A');
        foreach (var (secret, tried) in new[] { (stranger, id), (own, forged), (own, "resp_one"), (own, "resp_one.c2ltL3NpbS03Yg"), (stranger, "resp_one.c2ltL3NpbS03Yg") })
        {
            foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Get, "/input_items"), (HttpMethod.Delete, "") })
            {
                Assert.Equal(
                    await HeardAsync(await SendAsync(stack.Router, method, $"{Path}/unknown{path}", secret), "unknown"),
                    await HeardAsync(await SendAsync(stack.Router, method, $"{Path}/{tried}{path}", secret), tried));
            }

            Assert.Equal(
                await HeardAsync(await AskAsync(stack.Router, secret, "unknown"), "unknown"), await HeardAsync(await AskAsync(stack.Router, secret, tried), tried));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(stack.Router, HttpMethod.Get, $"{Path}/{id}", stranger)).StatusCode);
        Assert.Equal(before + 8, upstream.Counters.Requests);
    }

    private static async Task<(string Own, string Colleague, string Stranger)> SetUpAsync(FedRouter stack, ProviderSimulator upstream)
    {
        var http = stack.Catalog.Http;
        using var provider = await http.PutJsonAsync("/api/v1/providers/sim", $$"""{"profile":"openai","base_url":"{{upstream.Address}}v1"}""");
        using var key = await http.PutJsonAsync("/api/v1/providers/sim/credential", """{"api_key":"of-the-provider"}""");
        using var model = await http.PutJsonAsync("/api/v1/models/sim/sim-7b", """{"capabilities":["chat","streaming"],"context_window":32768,"prices":[{"input":1,"output":1}]}""");
        using var organisation = await http.PutJsonAsync("/api/v1/organisations/acme", "{}");
        using var web = await http.PutJsonAsync("/api/v1/projects/web", """{"organisation":"acme"}""");
        using var app = await http.PutJsonAsync("/api/v1/projects/app", """{"organisation":"acme"}""");
        Assert.All([provider, key, model, organisation, web, app], static response => Assert.True(response.IsSuccessStatusCode));
        return (
            (await stack.MakeKeyAsync("""{"project":"web"}""")).Secret,
            (await stack.MakeKeyAsync("""{"project":"web"}""")).Secret,
            (await stack.MakeKeyAsync("""{"project":"app"}""")).Secret);
    }

    private static Task<HttpResponseMessage> AskAsync(RouterUnderTest router, string secret, string? previous = null) => router.Http.PostToAsync(
        Path,
        JsonSerializer.Serialize(previous is null ? new { model = Keys.Model, input = "hi" } : (object)new { model = Keys.Model, input = "go on", previous_response_id = previous }),
        ("Authorization", $"Bearer {secret}"));

    private static Task<HttpResponseMessage> SendAsync(RouterUnderTest router, HttpMethod method, string path, string secret) =>
        router.Http.SendAsync(new(method, path) { Headers = { { "Authorization", $"Bearer {secret}" } } });

    // But for the id, which the answer repeats.
    private static async Task<(HttpStatusCode, string)> HeardAsync(HttpResponseMessage response, string id) =>
        (response.StatusCode, (await response.Content.ReadAsStringAsync()).Replace(id, "…", StringComparison.Ordinal));
}
