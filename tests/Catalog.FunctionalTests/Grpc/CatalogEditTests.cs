using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Grpc.Core;

namespace Catalog.FunctionalTests.Grpc;

public sealed class CatalogEditTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private CatalogService.CatalogServiceClient Client { get; } = new(fixture.Host.Channel);

    [Fact]
    public async Task A_canonical_model_is_added_read_replaced_and_removed()
    {
        var added = await Client.UpdateModelAsync(new() { Model = new() { Id = "ours-1", Family = "ours", Capabilities = { "chat" }, ContextWindow = 8_000 } });
        var read = await Client.GetModelAsync(new() { Id = "ours-1" });
        var replaced = await Client.UpdateModelAsync(new() { Model = new() { Id = "ours-1", Name = "Ours", Capabilities = { "chat", "tools" } }, Etag = read.Etag });

        Assert.Equal(added.Model, read.Model);
        Assert.Equal("ours", read.Model.Family);
        Assert.Equal(("Ours", "", 0), (replaced.Model.Name, replaced.Model.Family, replaced.Model.ContextWindow));
        await FailsAsync(StatusCode.Aborted, Client.DeleteModelAsync(new() { Id = "ours-1", Etag = read.Etag }));
        await Client.DeleteModelAsync(new() { Id = "ours-1", Etag = replaced.Etag });
        await FailsAsync(StatusCode.NotFound, Client.GetModelAsync(new() { Id = "ours-1" }));
    }

    [Fact]
    public async Task A_model_in_use_is_not_removed() =>
        await FailsAsync(StatusCode.FailedPrecondition, Client.DeleteModelAsync(new() { Id = "gpt-5.2" }));

    [Fact]
    public async Task A_deployment_is_edited_field_by_field()
    {
        var before = await Client.GetDeploymentAsync(new() { Provider = "openai", Model = "gpt-4o" });
        var updated = await Client.UpdateDeploymentAsync(new()
        {
            Deployment = new() { Provider = "openai", Model = "gpt-4o", Enabled = false, Name = "not to be taken" },
            UpdateMask = new() { Paths = { "enabled" } },
        });

        Assert.False(updated.Deployment.Enabled);
        Assert.Equal(before.Deployment.Name, updated.Deployment.Name);
        Assert.Equal(before.Deployment.Capabilities, updated.Deployment.Capabilities);
        await FailsAsync(StatusCode.InvalidArgument, Client.UpdateDeploymentAsync(new()
        {
            Deployment = new() { Provider = "openai", Model = "gpt-4o" },
            UpdateMask = new() { Paths = { "origin" } },
        }));
        await FailsAsync(StatusCode.NotFound, Client.UpdateDeploymentAsync(new() { Deployment = new() { Provider = "nobody", Model = "m" } }));
    }

    [Fact]
    public async Task A_deployment_comes_and_goes_with_its_prices()
    {
        await Client.UpdateDeploymentAsync(new() { Deployment = new() { Provider = "openai", Model = "ours-2", Enabled = true, Capabilities = { "chat" } } });
        var priced = await Client.UpdatePricesAsync(new()
        {
            Prices = new() { Provider = "openai", Model = "ours-2", Prices = { new Price { Input = 150_000_000, Output = 600_000_000 } } },
        });
        var read = await Client.GetPricesAsync(new() { Provider = "openai", Model = "ours-2" });

        Assert.Equal(150_000_000, Assert.Single(read.Prices.Prices).Input);
        Assert.Equal(priced.Etag, read.Etag);
        await FailsAsync(StatusCode.Aborted, Client.DeletePricesAsync(new() { Provider = "openai", Model = "ours-2", Etag = "\"1\"" }));
        await Client.DeletePricesAsync(new() { Provider = "openai", Model = "ours-2", Etag = read.Etag });
        Assert.Empty((await Client.GetPricesAsync(new() { Provider = "openai", Model = "ours-2" })).Prices.Prices);
        await Client.DeleteDeploymentAsync(new() { Provider = "openai", Model = "ours-2" });
        await FailsAsync(StatusCode.NotFound, Client.GetPricesAsync(new() { Provider = "openai", Model = "ours-2" }));
        await FailsAsync(StatusCode.NotFound, Client.UpdatePricesAsync(new() { Prices = new() { Provider = "openai", Model = "ours-2" } }));
    }

    [Fact]
    public async Task A_tier_is_replaced_and_rolled_back()
    {
        var before = await Client.GetTierAsync(new() { Name = "powerful" });
        var replaced = await Client.UpdateTierAsync(new()
        {
            Tier = new() { Name = "powerful", Entries = { "openai/gpt-5.2" }, MaxTokens = 100, TemperatureMillis = 700 },
            Etag = before.Etag,
        });
        var rolledBack = await Client.RollBackTierAsync(new() { Name = "powerful", Etag = replaced.Etag });

        Assert.Equal((100, 700), (replaced.Tier.MaxTokens, replaced.Tier.TemperatureMillis));
        Assert.Equal(before.Tier, rolledBack.Tier);
        await FailsAsync(StatusCode.NotFound, Client.UpdateTierAsync(new() { Tier = new() { Name = "turbo", Entries = { "openai/gpt-5.2" } } }));
        await FailsAsync(StatusCode.InvalidArgument, Client.UpdateTierAsync(new() { Tier = new() { Name = "fast", Entries = { "openai/none" } } }));
        Assert.Equal(3, (await Client.ListTiersAsync(new())).Tiers.Count);
    }

    [Fact]
    public async Task An_alias_is_added_repointed_and_removed()
    {
        await Client.UpdateAliasAsync(new() { Alias = new() { Name = "mine", Target = "openai/gpt-5.2" } });
        var repointed = await Client.UpdateAliasAsync(new() { Alias = new() { Name = "mine", Target = "family:kimi" } });

        Assert.Equal("family:kimi", (await Client.GetAliasAsync(new() { Name = "mine" })).Alias.Target);
        await FailsAsync(StatusCode.InvalidArgument, Client.UpdateAliasAsync(new() { Alias = new() { Name = "mine", Target = "nothing" } }));
        await FailsAsync(StatusCode.InvalidArgument, Client.UpdateAliasAsync(new() { Alias = new() { Target = "auto" } }));
        await Client.DeleteAliasAsync(new() { Name = "mine", Etag = repointed.Etag });
        await FailsAsync(StatusCode.NotFound, Client.DeleteAliasAsync(new() { Name = "mine" }));
    }

    [Fact]
    public async Task A_family_is_reordered_and_removed()
    {
        var before = await Client.GetFamilyAsync(new() { Name = "qwen" });
        var after = await Client.UpdateFamilyAsync(new() { Family = new() { Name = "qwen", Preferred = { before.Family.Preferred.Reverse() } }, Etag = before.Etag });

        Assert.Equal(before.Family.Preferred.Reverse(), after.Family.Preferred);
        await FailsAsync(StatusCode.InvalidArgument, Client.UpdateFamilyAsync(new() { Family = new() { Name = "qwen", Preferred = { "gpt-5.2" } } }));
        await Client.DeleteFamilyAsync(new() { Name = "qwen", Etag = after.Etag });
        await FailsAsync(StatusCode.NotFound, Client.GetFamilyAsync(new() { Name = "qwen" }));
    }

    [Fact]
    public async Task A_capability_profile_is_replaced_and_removed()
    {
        var written = await Client.UpdateCapabilityProfileAsync(new()
        {
            Profile = new()
            {
                Model = "gpt-oss-20b",
                Scores = { new CapabilityScore { Capability = "code", ScoreMillis = 123, Source = "ours", Date = "2026-11-01" } },
                Priority = 3,
                IsActive = false,
            },
        });
        var read = await Client.GetCapabilityProfileAsync(new() { Model = "gpt-oss-20b" });

        Assert.Equal(written.Profile, read.Profile);
        Assert.Contains(read.Profile.Scores, score => score is { Basis: "manual", ScoreMillis: 123 });
        Assert.True(read.Profile.HasIsActive && !read.Profile.IsActive);
        Assert.False(read.Profile.HasSuccessRateMillis);
        await FailsAsync(StatusCode.InvalidArgument, Client.UpdateCapabilityProfileAsync(new()
        {
            Profile = new() { Model = "gpt-oss-20b", Scores = { new CapabilityScore { Capability = "code", Date = "yesterday" } } },
        }));
        await Client.DeleteCapabilityProfileAsync(new() { Model = "gpt-oss-20b", Etag = read.Etag });
        await FailsAsync(StatusCode.NotFound, Client.GetCapabilityProfileAsync(new() { Model = "gpt-oss-20b" }));
    }

    [Fact]
    public async Task Every_list_comes_in_pages()
    {
        await PagedAsync(async (size, token) => await Client.ListModelsAsync(new() { PageSize = size, PageToken = token }), page => (page.Models.Select(row => row.Id), page.NextPageToken));
        await PagedAsync(async (size, token) => await Client.ListTiersAsync(new() { PageSize = size, PageToken = token }), page => (page.Tiers.Select(row => row.Name), page.NextPageToken));
        await PagedAsync(async (size, token) => await Client.ListAliasesAsync(new() { PageSize = size, PageToken = token }), page => (page.Aliases.Select(row => row.Name), page.NextPageToken));
        await PagedAsync(async (size, token) => await Client.ListFamiliesAsync(new() { PageSize = size, PageToken = token }), page => (page.Families.Select(row => row.Name), page.NextPageToken));
        await PagedAsync(async (size, token) => await Client.ListPricesAsync(new() { PageSize = size, PageToken = token }), page => (page.Prices.Select(row => $"{row.Provider}/{row.Model}"), page.NextPageToken));
        await PagedAsync(async (size, token) => await Client.ListCapabilityProfilesAsync(new() { PageSize = size, PageToken = token }), page => (page.Profiles.Select(row => row.Model), page.NextPageToken));
        await FailsAsync(StatusCode.InvalidArgument, Client.ListModelsAsync(new() { PageSize = -1 }));
        await FailsAsync(StatusCode.InvalidArgument, Client.ListModelsAsync(new() { PageToken = "!" }));
    }

    // Pages of two, joined, are the whole list in order.
    private static async Task PagedAsync<T>(Func<int, string, Task<T>> list, Func<T, (IEnumerable<string> Keys, string Next)> read)
    {
        var keys = new List<string>();
        var token = "";
        do
        {
            var (rows, next) = read(await list(2, token));
            var page = rows.ToArray();
            Assert.InRange(page.Length, 1, 2);
            keys.AddRange(page);
            token = next;
        }
        while (token.Length > 0);

        Assert.True(keys.Count > 2);
        Assert.Equal(keys.Distinct().Order(StringComparer.Ordinal), keys);
    }

    private static async Task FailsAsync<T>(StatusCode code, AsyncUnaryCall<T> call) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
}
