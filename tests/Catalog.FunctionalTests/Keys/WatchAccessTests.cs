using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Rest;
using Grpc.Core;

namespace Catalog.FunctionalTests.Keys;

public sealed class WatchAccessTests
{
    [Fact]
    public async Task A_watcher_gets_everything_then_each_change_and_resumes_where_it_was()
    {
        await using var host = await KeyHost.StartAsync();
        var (key, _) = await KeyTests.MakeAsync(host, """{"limits":{"tokens_per_minute":7},"response_cache":true}""");
        var id = key.GetProperty("id").GetString()!;
        using var watch = Watch(host, new());

        var first = await NextAsync(watch);
        var known = Assert.Single(first.Changes.Keys, row => row.Id == id);
        Assert.True(first.Changes.Complete);
        Assert.Equal((32, 32, 7L, true), (first.Changes.Pepper.Length, Assert.Single(known.Secrets).Hash.Length, known.Limits.TokensPerMinute, known.ResponseCache));

        using var project = await host.Http.PutJsonAsync("/api/v1/projects/web", """{"organisation":"default","disabled":true}""");
        var second = await NextAsync(watch);
        Assert.False(second.Changes.Complete);
        Assert.Equal(("web", true), (Assert.Single(second.Changes.Projects).Id, second.Changes.Projects[0].Disabled));
        Assert.DoesNotContain(second.Changes.Keys, row => row.Id == id);

        using var deleted = await host.Http.DeleteAsync($"/api/v1/keys/{id}");
        Assert.Equal([id], (await NextAsync(watch)).Changes.RemovedKeys);

        using var resumed = Watch(host, new() { KnownRevision = second.Revision, KnownEpoch = second.Epoch });
        var missed = await NextAsync(resumed);
        Assert.Equal((false, id), (missed.Changes.Complete, Assert.Single(missed.Changes.RemovedKeys)));

        using var current = Watch(host, new() { KnownRevision = missed.Revision, KnownEpoch = missed.Epoch });
        Assert.Null((await NextAsync(current)).Changes);
        using var elsewhere = Watch(host, new() { KnownRevision = missed.Revision, KnownEpoch = "of-another-database" });
        Assert.True((await NextAsync(elsewhere)).Changes.Complete);
    }

    private static AsyncServerStreamingCall<WatchAccessResponse> Watch(KeyHost host, WatchAccessRequest request) =>
        new AccessService.AccessServiceClient(host.Catalog.Channel).WatchAccess(request, KeyHost.Presented);

    // The first admin key is made beside the test and is a change like any other, alone or together with one of the test.
    private static async Task<WatchAccessResponse> NextAsync(AsyncServerStreamingCall<WatchAccessResponse> watch)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(deadline.Token));
        }
        while (watch.ResponseStream.Current.Changes is { Complete: false, Keys: [{ Role: KeyRole.Admin }], Projects: [], RemovedKeys: [] });

        return watch.ResponseStream.Current;
    }
}
