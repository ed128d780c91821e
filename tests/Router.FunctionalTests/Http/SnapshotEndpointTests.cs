using System.Net;
using Router.FunctionalTests.Running;
using Routing.Catalog;

namespace Router.FunctionalTests.Http;

public sealed class SnapshotEndpointTests
{
    private static readonly Uri Snapshot = new("/routing/v1/snapshot", UriKind.Relative);

    [Fact]
    public async Task The_snapshot_shows_the_catalog_and_no_secret()
    {
        var snapshot = Catalogs.Of(new Uri("http://127.0.0.1:9"));
        snapshot = snapshot with
        {
            Providers =
            [
                snapshot.Providers[0] with
                {
                    BaseUrl = new("http://user:secret-1@127.0.0.1:9/v1?key=secret-2"),
                    Headers = snapshot.Providers[0].Headers.Add("api-key", "secret-3"),
                },
            ],
        };
        await using var router = await RouterUnderTest.StartAsync(snapshot);

        var response = await router.Http.GetAsync(Snapshot);
        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Catalogs.First, Assert.Single(SnapshotFile.Read(body).Deployments).Id);
        Assert.DoesNotContain("secret", System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Forbidden)]
    [InlineData("wrong", HttpStatusCode.Forbidden)]
    [InlineData("right", HttpStatusCode.OK)]
    public async Task Where_a_service_key_is_set_it_is_needed(string? presented, HttpStatusCode expected)
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new Uri("http://127.0.0.1:9")), "--ServiceKey=right");
        using var request = new HttpRequestMessage(HttpMethod.Get, Snapshot);
        if (presented is not null)
        {
            request.Headers.Add("x-service-key", presented);
        }

        var response = await router.Http.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Off_loopback_it_is_not_served_without_a_service_key()
    {
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(new Uri("http://127.0.0.1:9")), "--allow-anonymous", "--Kestrel:Endpoints:http:Url=http://0.0.0.0:0");
        using var http = new HttpClient { BaseAddress = new UriBuilder(router.Http.BaseAddress!) { Host = "127.0.0.1" }.Uri };

        var response = await http.GetAsync(Snapshot);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }
}
