using System.Net;
using System.Text.Json;
using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Rest;
using Google.Protobuf.WellKnownTypes;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Counting;
using TestKit;

namespace Router.FunctionalTests.EndToEnd;

/// <summary>An OpenAI-compatible endpoint nobody has heard of is added and routed to, without code and without a restart.</summary>
public sealed class NewEndpointTests
{
    private const string Model =
        """{"capabilities":["chat","streaming","tools"],"context_window":32768,"prices":[{"input":0.15,"output":0.6}]}""";

    [Fact]
    public async Task An_endpoint_added_over_rest_serves_with_its_headers_and_parameters()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync();

        using var provider = await stack.Catalog.Http.PutJsonAsync("/api/v1/providers/unheard-of", $$"""
            {"profile":"openai-compatible","base_url":"{{upstream.Address}}v1","aliases":["unheard"],"headers":{"x-team":"search"},
             "parameters":{"seed":7,"temperature":0.25,"reasoning":{"effort":"low"} } }
            """);
        using var model = await stack.Catalog.Http.PutJsonAsync("/api/v1/models/unheard-of/sim-7b", Model);
        await Eventually.Is(async () => (await stack.Router.Http.ChatAsync("unheard-of/sim-7b")).IsSuccessStatusCode);
        using var answer = await stack.Router.Http.PostJsonAsync(
            """{"model":"unheard/sim-7b","temperature":1.5,"reasoning":{"effort":"high","summary":"auto"},"messages":[{"role":"user","content":"hi"}]}""");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (provider.StatusCode, model.StatusCode));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("unheard-of", answer.Header("x-routing-provider"));
        AssertReached(upstream.Requests[^1]);
        Assert.False(upstream.Requests[^1].Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task An_endpoint_added_over_grpc_serves_alike_and_stops_when_disabled()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync();
        var client = new CatalogService.CatalogServiceClient(stack.Catalog.Channel);

        var created = await client.CreateProviderAsync(
            new()
            {
                ProviderId = "unheard-of",
                Provider = new()
                {
                    Profile = "openai-compatible",
                    BaseUrl = $"{upstream.Address}v1",
                    Aliases = { "unheard" },
                    Headers = { ["x-team"] = "search" },
                    Parameters = { ["seed"] = "7", ["temperature"] = "0.25", ["reasoning"] = """{"effort":"low"}""" },
                },
            },
            FedRouter.Metadata);
        using var model = await stack.Catalog.Http.PutJsonAsync("/api/v1/models/unheard-of/sim-7b", Model);
        await Eventually.Is(async () => (await stack.Router.Http.ChatAsync("unheard-of/sim-7b")).IsSuccessStatusCode);
        using var answer = await stack.Router.Http.PostJsonAsync(
            """{"model":"unheard/sim-7b","temperature":1.5,"reasoning":{"effort":"high","summary":"auto"},"messages":[{"role":"user","content":"hi"}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        AssertReached(upstream.Requests[^1]);
        await client.UpdateProviderAsync(
            new()
            {
                Provider = new() { Id = "unheard-of", Enabled = false, Etag = created.Provider.Etag },
                UpdateMask = new FieldMask { Paths = { "enabled" } },
            },
            FedRouter.Metadata);
        await Eventually.Is(async () =>
            await (await stack.Router.Http.ChatAsync("unheard-of/sim-7b")).Content.ReadAsStringAsync() is var body
            && body.Contains("provider unheard-of is disabled", StringComparison.Ordinal));
    }

    private static void AssertReached(RecordedRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        Assert.Equal("search", request.Headers["x-team"]);
        Assert.Equal("sim-7b", body.RootElement.GetProperty("model").GetString());
        Assert.Equal(7, body.RootElement.GetProperty("seed").GetInt32());
        Assert.Equal(0.25, body.RootElement.GetProperty("temperature").GetDouble());
        Assert.Equal("""{"summary":"auto","effort":"low"}""", body.RootElement.GetProperty("reasoning").GetRawText());
    }
}
