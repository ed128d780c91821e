using System.Net;
using System.Text.Json;
using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Sync;
using Google.Protobuf.WellKnownTypes;

namespace Catalog.FunctionalTests.Rest;

/// <summary>A provider's word against ours: never taken silently, always shown.</summary>
public sealed class DriftTests : IAsyncLifetime
{
    private readonly CatalogHostFixture _fixture = new();

    private HttpClient Http => _fixture.Host.Http;

    private CatalogService.CatalogServiceClient Client => new(_fixture.Host.Channel);

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task What_a_provider_says_otherwise_is_shown_with_both_values_and_since_when()
    {
        var before = await Http.GetJsonAsync("/api/v1/models/openai/gpt-5.2");
        var request = SyncRequests.Of("openai", Changed());
        await Client.SyncProviderAsync(request);
        var first = await Http.GetJsonAsync("/api/v1/drift?provider=openai");

        var again = SyncRequests.Of("openai", Changed());
        await Client.SyncProviderAsync(again);
        var second = await Http.GetJsonAsync("/api/v1/drift?provider=openai");

        var drift = Field(second, "context_window");
        Assert.Equal("openai/gpt-5.2", drift.GetProperty("deployment").GetString());
        Assert.Equal("curated", drift.GetProperty("origin").GetString());
        Assert.Equal(before.GetProperty("context_window").GetInt32(), drift.GetProperty("curated").GetInt32());
        Assert.Equal(5, drift.GetProperty("provider").GetInt32());
        Assert.Equal(Field(first, "context_window").GetProperty("since").GetDateTimeOffset(), drift.GetProperty("since").GetDateTimeOffset());
        Assert.True((request.FetchedAt.ToDateTimeOffset() - drift.GetProperty("since").GetDateTimeOffset()).Duration() < TimeSpan.FromMilliseconds(1));
        Assert.Equal(99m, Field(second, "price.input").GetProperty("provider").GetDecimal());
        Assert.Equal("2031-02-03T00:00:00Z", Field(second, "retires_at").GetProperty("provider").GetString());
        Assert.False(Field(second, "retires_at").TryGetProperty("curated", out _));
        Assert.Equal(before.GetProperty("context_window").GetInt32(), (await Http.GetJsonAsync("/api/v1/models/openai/gpt-5.2")).GetProperty("context_window").GetInt32());
    }

    [Fact]
    public async Task A_deployment_shows_its_own_drift_and_another_provider_none()
    {
        await Client.SyncProviderAsync(SyncRequests.Of("openai", Changed()));

        var one = await Http.GetJsonAsync("/api/v1/models/openai/gpt-5.2");

        Assert.Contains("context_window", one.GetProperty("drift").EnumerateArray().Select(fact => fact.GetProperty("field").GetString()));
        Assert.Empty((await Http.GetJsonAsync("/api/v1/drift?provider=mistral")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Accepting_takes_the_providers_value_and_keeps_it()
    {
        await Client.SyncProviderAsync(SyncRequests.Of("openai", Changed()));

        using var accepted = await Http.SendJsonAsync(
            HttpMethod.Post, "/api/v1/drift/accept", """{"deployment":"openai/gpt-5.2","fields":["context_window","retires_at"]}""");

        var row = await accepted.JsonAsync(HttpStatusCode.OK);
        Assert.Equal(5, row.GetProperty("context_window").GetInt32());
        Assert.Equal(new DateTimeOffset(2031, 2, 3, 0, 0, 0, TimeSpan.Zero), row.GetProperty("retires_at").GetDateTimeOffset());
        Assert.Equal(["context_window", "lifecycle"], row.GetProperty("edited").EnumerateArray().Select(field => field.GetString()));
        var left = (await Http.GetJsonAsync("/api/v1/drift?provider=openai")).GetProperty("items").EnumerateArray().Select(fact => fact.GetProperty("field").GetString());
        Assert.DoesNotContain("context_window", left);
        Assert.Contains("price.input", left);
    }

    [Fact]
    public async Task Accepting_a_price_leaves_the_old_one_where_it_was_in_force()
    {
        await Client.SyncProviderAsync(SyncRequests.Of("openai", Changed()));
        var before = await Http.GetJsonAsync("/api/v1/models/openai/gpt-5.2");

        using var accepted = await Http.SendJsonAsync(
            HttpMethod.Post, "/api/v1/drift/accept", """{"deployment":"openai/gpt-5.2","fields":["price.input"]}""");

        var row = await accepted.JsonAsync(HttpStatusCode.OK);
        Assert.Equal(0.099m, row.GetProperty("cost_per_1k").GetDecimal());
        Assert.Equal(before.GetProperty("output_cost_per_1k").GetDecimal(), row.GetProperty("output_cost_per_1k").GetDecimal());
        Assert.Equal(before.GetProperty("prices").GetArrayLength() + 1, row.GetProperty("prices").GetArrayLength());
    }

    [Fact]
    public async Task A_curated_deployment_no_longer_listed_is_reported()
    {
        await Client.SyncProviderAsync(SyncRequests.Named("mistral", "mistral-large-4-0", "mistral-embed", "codestral-2508"));
        await Client.SyncProviderAsync(SyncRequests.Named("mistral", "mistral-embed", "codestral-2508"));

        var drift = await Http.GetJsonAsync("/api/v1/drift?provider=mistral");

        Assert.False(Field(drift, "listed").GetProperty("provider").GetBoolean());
        Assert.Equal(["mistral/mistral-large-4-0"], (await Http.GetJsonAsync("/api/v1/models?filter=listed%20%3D%20false")).Ids());
    }

    [Fact]
    public async Task What_does_not_differ_cannot_be_accepted()
    {
        using var nothing = await Http.SendJsonAsync(HttpMethod.Post, "/api/v1/drift/accept", """{"deployment":"openai/gpt-5.2"}""");
        using var unknown = await Http.SendJsonAsync(HttpMethod.Post, "/api/v1/drift/accept", """{"deployment":"openai/none"}""");
        await Client.SyncProviderAsync(SyncRequests.Of("openai", Changed()));
        using var field = await Http.SendJsonAsync(HttpMethod.Post, "/api/v1/drift/accept", """{"deployment":"openai/gpt-5.2","fields":["region"]}""");

        Assert.Equal(HttpStatusCode.Conflict, nothing.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(["fields"], await field.FaultyFieldsAsync());
    }

    [Fact]
    public async Task A_field_edited_by_hand_drifts_on_a_discovered_deployment_too()
    {
        var model = new DiscoveredModel { Model = "one", ContextWindow = 100 };
        await Client.SyncProviderAsync(SyncRequests.Of("ollama", model));
        Assert.Empty((await Http.GetJsonAsync("/api/v1/drift?provider=ollama")).GetProperty("items").EnumerateArray());

        using var edited = await Http.PutJsonAsync("/api/v1/models/ollama/one", """{"context_window":200}""");

        Assert.Equal(100, Field(await Http.GetJsonAsync("/api/v1/drift?provider=ollama"), "context_window").GetProperty("provider").GetInt32());
    }

    private static DiscoveredModel Changed() => new()
    {
        Model = "gpt-5.2",
        ContextWindow = 5,
        RetiresAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2031, 2, 3, 0, 0, 0, TimeSpan.Zero)),
        Prices = { new Price { Input = 99_000_000_000, Output = 14_000_000_000 } },
    };

    private static JsonElement Field(JsonElement page, string field) =>
        page.GetProperty("items").EnumerateArray().Single(fact => fact.GetProperty("field").GetString() == field);
}
