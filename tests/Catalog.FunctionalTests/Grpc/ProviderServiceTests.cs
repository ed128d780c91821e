using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace Catalog.FunctionalTests.Grpc;

public sealed class ProviderServiceTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private CatalogService.CatalogServiceClient Client => new(fixture.Host.Channel);

    [Fact]
    public async Task A_provider_is_created_read_listed_updated_and_deleted()
    {
        var created = await CreateAsync("grpc-cycle");
        var updated = await Client.UpdateProviderAsync(new()
        {
            Provider = new() { Id = "grpc-cycle", Etag = created.Etag, Name = "Cycle", ApiKeyEnvironment = "CYCLE_KEY" },
            UpdateMask = new FieldMask { Paths = { "name", "api_key_environment", "headers" } },
        });
        var read = await Client.GetProviderAsync(new() { ProviderId = "grpc-cycle" });

        Assert.True(created.Enabled);
        Assert.Equal(("manual", "7"), (created.Origin, created.Parameters["seed"]));
        Assert.Equal(("Cycle", "CYCLE_KEY", "7"), (read.Provider.Name, read.Provider.ApiKeyEnvironment, read.Provider.Parameters["seed"]));
        Assert.Empty(read.Provider.Headers);
        Assert.Equal(updated.Provider, read.Provider);
        await Client.DeleteProviderAsync(new() { ProviderId = "grpc-cycle", Etag = read.Provider.Etag });
        Assert.Equal(StatusCode.NotFound, await FailsAsync(Client.GetProviderAsync(new() { ProviderId = "grpc-cycle" })));
    }

    [Fact]
    public async Task Pages_lead_through_all_providers_in_order()
    {
        var ids = new List<string>();
        var token = "";
        do
        {
            var page = await Client.ListProvidersAsync(new() { PageSize = 3, PageToken = token });
            ids.AddRange(page.Providers.Select(row => row.Id));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Contains("openai", ids);
        Assert.Equal(StatusCode.InvalidArgument, await FailsAsync(Client.ListProvidersAsync(new() { PageSize = -1, PageToken = "%" })));
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client.CreateProviderAsync(new()
        {
            ProviderId = "Bad Id",
            Provider = new() { BaseUrl = "nowhere", ApiKeyEnvironment = "KEY", ApiKeyStored = true, Parameters = { ["seed"] = "not json" } },
        }));

        var details = Status.Parser.ParseFrom(failure.Trailers.GetValueBytes("grpc-status-details-bin")!).Details;
        var fields = details.First(detail => detail.Is(BadRequest.Descriptor)).Unpack<BadRequest>().FieldViolations.Select(row => row.Field);
        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal(["api_key_environment", "base_url", "id", "parameters.seed", "profile"], fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Refusals_have_their_own_codes()
    {
        var created = await CreateAsync("grpc-refusals");
        await Client.UpdateProviderAsync(new() { Provider = new() { Id = "grpc-refusals", Name = "Changed" } });

        Assert.Equal(StatusCode.AlreadyExists, await FailsAsync(Client.CreateProviderAsync(new() { ProviderId = "grpc-refusals", Provider = new() { Profile = "ollama" } })));
        Assert.Equal(StatusCode.Aborted, await FailsAsync(Client.UpdateProviderAsync(new() { Provider = new() { Id = "grpc-refusals", Etag = created.Etag, Name = "Late" } })));
        Assert.Equal(StatusCode.Aborted, await FailsAsync(Client.DeleteProviderAsync(new() { ProviderId = "grpc-refusals", Etag = created.Etag })));
        Assert.Equal(StatusCode.NotFound, await FailsAsync(Client.UpdateProviderAsync(new() { Provider = new() { Id = "grpc-none", Name = "None" } })));
        Assert.Equal(StatusCode.InvalidArgument, await FailsAsync(Client.UpdateProviderAsync(new() { Provider = new() { Id = "grpc-refusals" }, UpdateMask = new FieldMask { Paths = { "origin" } } })));
        Assert.Equal(StatusCode.FailedPrecondition, await FailsAsync(Client.DeleteProviderAsync(new() { ProviderId = "openai" })));
    }

    private async Task<Provider> CreateAsync(string id) => (await Client.CreateProviderAsync(new()
    {
        ProviderId = id,
        Provider = new() { Profile = "openai-compatible", BaseUrl = "http://127.0.0.1:9/v1", Headers = { ["x-team"] = "search" }, Parameters = { ["seed"] = "7" } },
    })).Provider;

    private static async Task<StatusCode> FailsAsync<T>(AsyncUnaryCall<T> call) =>
        (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode;
}
