using System.Net;
using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Catalog.FunctionalTests.Sync;

public sealed class SyncProviderTests : IAsyncLifetime
{
    private readonly CatalogHostFixture _fixture = new();

    private TestDatabase Database => _fixture.Database;

    private CatalogService.CatalogServiceClient Client => new(_fixture.Host.Channel);

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Models_not_seen_before_are_added_beside_the_curated_ones()
    {
        var synced = await SyncAsync("mistral", "mistral-large-4-0", "mistral-tiny-9-2031-01-02");

        Assert.Equal((1, 0, 1, 0), (synced.Added, synced.Updated, synced.Unchanged, synced.Missing));
        Assert.Equal("discovered", await OriginAsync("mistral", "mistral-tiny-9-2031-01-02"));
        Assert.Equal("curated", await OriginAsync("mistral", "mistral-large-4-0"));
        Assert.Equal(
            "mistral-tiny-9", await Database.ScalarAsync<string>("SELECT canonical_id FROM model_registry WHERE model_id = 'mistral-tiny-9-2031-01-02'"));
    }

    [Fact]
    public async Task Syncing_again_changes_nothing_and_keeps_the_revision()
    {
        await SyncAsync("ollama", "one", "two");
        var before = await RevisionAsync();

        var again = await SyncAsync("ollama", "one", "two");

        Assert.Equal((0, 0, 2, 0), (again.Added, again.Updated, again.Unchanged, again.Missing));
        Assert.Equal(before, await RevisionAsync());
    }

    [Fact]
    public async Task What_a_provider_says_never_overwrites_a_curated_fact()
    {
        var request = Request("openai", "gpt-5.2");
        request.Models[0].Name = "Renamed";
        request.Models[0].ContextWindow = 5;
        request.Models[0].ProviderData = """{"id":"gpt-5.2"}""";

        await Client.SyncProviderAsync(request);

        var row = (await Client.GetDeploymentAsync(new GetDeploymentRequest { Provider = "openai", Model = "gpt-5.2" })).Deployment;
        Assert.NotEqual("Renamed", row.Name);
        Assert.NotEqual(5, row.ContextWindow);
        Assert.Equal("gpt-5.2", await Database.ScalarAsync<string>("SELECT provider_data ->> 'id' FROM model_registry WHERE provider_id = 'openai' AND model_id = 'gpt-5.2'"));
    }

    [Fact]
    public async Task Facts_of_discovered_models_are_updated()
    {
        await SyncAsync("ollama", "one");
        var request = Request("ollama", "one");
        request.Models[0].ContextWindow = 8_192;

        var synced = await Client.SyncProviderAsync(request);

        Assert.Equal((0, 1, 0), (synced.Added, synced.Updated, synced.Unchanged));
        Assert.Equal(8_192, await Database.ScalarAsync<int>("SELECT (specs ->> 'context_window')::int FROM model_registry WHERE model_id = 'one'"));
    }

    [Fact]
    public async Task Models_no_longer_listed_are_kept_and_reported()
    {
        await SyncAsync("ollama", "one", "two");

        var synced = await SyncAsync("ollama", "one");

        Assert.Equal(1, synced.Missing);
        Assert.True(await Database.ScalarAsync<bool>("SELECT missing_since IS NOT NULL FROM model_registry WHERE model_id = 'two'"));
    }

    [Fact]
    public async Task An_answer_without_models_is_kept_and_changes_nothing()
    {
        await SyncAsync("ollama", "one");
        var before = await RevisionAsync();

        var refused = await Assert.ThrowsAsync<RpcException>(() => SyncAsync("ollama"));

        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Equal(before, await RevisionAsync());
        Assert.Equal("EMPTY_ANSWER", await Database.ScalarAsync<string>("SELECT reason FROM provider_answers WHERE outcome = 'refused'"));
    }

    [Fact]
    public async Task An_answer_that_lost_most_models_is_kept_and_changes_nothing()
    {
        await SyncAsync("ollama", "a", "b", "c", "d", "e");

        var refused = await Assert.ThrowsAsync<RpcException>(() => SyncAsync("ollama", "a"));

        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Contains("no longer lists 4 of 5", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, await Database.ScalarAsync<long>("SELECT count(*) FROM model_registry WHERE missing_since IS NOT NULL"));
    }

    [Fact]
    public async Task A_refused_answer_is_taken_over_once_somebody_confirms_it()
    {
        await SyncAsync("ollama", "a", "b", "c", "d", "e");
        await Assert.ThrowsAsync<RpcException>(() => SyncAsync("ollama", "a"));
        var listed = await _fixture.Host.Http.GetJsonAsync("/api/v1/providers/ollama/answers");
        var refused = listed.GetProperty("items")[0].GetProperty("answer").GetInt64();

        using var confirmed = await _fixture.Host.Http.PostAsync($"/api/v1/providers/ollama/answers/{refused}/confirm", null);
        using var again = await _fixture.Host.Http.PostAsync($"/api/v1/providers/ollama/answers/{refused}/confirm", null);

        Assert.Equal(4, (await confirmed.JsonAsync(HttpStatusCode.OK)).GetProperty("missing").GetInt32());
        Assert.Equal(4, await Database.ScalarAsync<long>("SELECT count(*) FROM model_registry WHERE missing_since IS NOT NULL"));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task The_raw_answer_is_kept_once()
    {
        await SyncAsync("ollama", "one");
        await SyncAsync("ollama", "one");

        Assert.Equal(1, await Database.ScalarAsync<long>("SELECT count(*) FROM provider_answers"));
        Assert.Equal("raw: one", await Database.ScalarAsync<string>("SELECT convert_from(raw, 'UTF8') FROM provider_answers"));
    }

    [Fact]
    public async Task OpenRouters_prices_and_free_models_are_read()
    {
        var request = Request("openrouter", "maker/priced", "maker/gratis:free", "maker/depends");
        request.Models[0].ProviderData = """{"pricing":{"prompt":"0.0000006","completion":"0.0000025","input_cache_read":"0.00000015"}}""";
        request.Models[1].ProviderData = """{"pricing":{"prompt":"0","completion":"0"}}""";
        request.Models[2].ProviderData = """{"pricing":{"prompt":"-1","completion":"-1"}}""";

        await Client.SyncProviderAsync(request);

        Assert.Equal((600_000_000L, 2_500_000_000L), (await PriceAsync("maker/priced", "input"), await PriceAsync("maker/priced", "output")));
        Assert.Equal(150_000_000L, await PriceAsync("maker/priced", "cached_input"));
        Assert.True(await Database.ScalarAsync<bool>("SELECT is_free FROM model_registry WHERE model_id = 'maker/gratis:free'"));
        Assert.Equal(1, await Database.ScalarAsync<long>("SELECT count(*) FROM prices WHERE origin = 'provider'"));
        Assert.False(await Database.ScalarAsync<bool>("SELECT is_free FROM model_registry WHERE model_id = 'maker/depends'"));
    }

    [Fact]
    public async Task An_unknown_provider_is_said_to_be_unknown()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => SyncAsync("nobody", "one"));

        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
    }

    [Fact]
    public async Task Every_fault_of_a_request_is_listed_at_once()
    {
        var request = Request("ollama", "", "fine", "with\nline");
        request.FetchedAt = null;

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client.SyncProviderAsync(request));

        var status = Google.Rpc.Status.Parser.ParseFrom(failure.Trailers.GetValueBytes("grpc-status-details-bin"));
        var faults = status.Details.Single(detail => detail.Is(Google.Rpc.BadRequest.Descriptor)).Unpack<Google.Rpc.BadRequest>();
        Assert.Equal(["fetched_at", "models[0].model", "models[2].model"], faults.FieldViolations.Select(fault => fault.Field));
        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
    }

    [Fact]
    public async Task Ten_thousand_models_are_one_revision()
    {
        var request = Request("openrouter", [.. Enumerable.Range(0, 10_000).Select(number => $"maker/model-{number}")]);
        var before = await RevisionAsync();

        var synced = await Client.SyncProviderAsync(request);

        Assert.Equal(10_000, synced.Added);
        Assert.Equal(before + 1, await RevisionAsync());
    }

    private static SyncProviderRequest Request(string provider, params string[] models) => new()
    {
        Provider = provider,
        Raw = ByteString.CopyFromUtf8($"raw: {string.Join(' ', models)}"),
        FetchedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow),
        Models = { models.Select(model => new DiscoveredModel { Model = model }) },
    };

    private async Task<SyncProviderResponse> SyncAsync(string provider, params string[] models) =>
        await Client.SyncProviderAsync(Request(provider, models));

    private Task<long> RevisionAsync() => Database.ScalarAsync<long>("SELECT revision FROM catalog_revision");

    private Task<string> OriginAsync(string provider, string model) =>
        Database.ScalarAsync<string>("SELECT origin FROM model_registry WHERE provider_id = $1 AND model_id = $2", provider, model);

    private Task<long> PriceAsync(string model, string column) =>
        Database.ScalarAsync<long>($"SELECT {column} FROM prices WHERE model_id = $1 AND superseded_at IS NULL", model);
}
