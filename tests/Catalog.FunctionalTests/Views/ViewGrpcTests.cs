using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Grpc.Core;

namespace Catalog.FunctionalTests.Views;

public sealed class ViewGrpcTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private ViewService.ViewServiceClient Client => new(fixture.Host.Channel);

    [Fact]
    public async Task A_view_is_written_read_listed_and_removed()
    {
        var written = await Client.PutViewAsync(new() { View = new() { Name = "over-grpc", Filter = "provider = groq" } });
        var models = await Client.ListViewModelsAsync(new() { Name = "over-grpc" });

        Assert.NotEmpty(models.Deployments);
        Assert.All(models.Deployments, id => Assert.StartsWith("groq/", id, StringComparison.Ordinal));
        var read = (await Client.GetViewAsync(new() { Name = "over-grpc" })).View;
        Assert.Equal((written.View.Etag, 1), (read.Etag, read.Listings));
        Assert.Contains("over-grpc", (await Client.ListViewsAsync(new())).Views.Select(view => view.Name));

        await Client.DeleteViewAsync(new() { Name = "over-grpc", Etag = read.Etag });
        await FailsAsync(StatusCode.NotFound, async () => await Client.GetViewAsync(new() { Name = "over-grpc" }));
    }

    [Fact]
    public async Task Faults_and_conflicts_have_their_codes()
    {
        var invalid = await FailsAsync(
            StatusCode.InvalidArgument, async () => await Client.PutViewAsync(new() { View = new() { Name = "X", Filter = "fre = true and modell = x" } }));
        Assert.Contains("did you mean 'free'?", invalid.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("did you mean 'model'?", invalid.Status.Detail, StringComparison.Ordinal);

        await Client.PutViewAsync(new() { View = new() { Name = "contested", Filter = "free = true" } });
        await FailsAsync(
            StatusCode.Aborted, async () => await Client.PutViewAsync(new() { View = new() { Name = "contested", Filter = "free = false", Etag = "\"1\"" } }));
        await FailsAsync(StatusCode.InvalidArgument, async () => await Client.ListViewsAsync(new() { PageSize = -1 }));
        await FailsAsync(StatusCode.NotFound, async () => await Client.ListViewModelsAsync(new() { Name = "none" }));
    }

    private static async Task<RpcException> FailsAsync(StatusCode code, Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(code, failure.StatusCode);
        return failure;
    }
}
