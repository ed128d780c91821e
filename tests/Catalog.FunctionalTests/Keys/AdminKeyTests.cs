using System.Net;
using System.Net.Http.Headers;
using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Rest;
using Grpc.Core;
using TestKit;

namespace Catalog.FunctionalTests.Keys;

public sealed class AdminKeyTests
{
    [Fact]
    public async Task The_first_one_is_made_once_for_the_owner_of_the_file_alone()
    {
        await using var host = await KeyHost.StartAsync();
        var secret = await FirstAsync(host);

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(host.AdminKeyFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.DoesNotContain(host.Catalog.Logs.Lines, line => line.ToString().Contains(secret, StringComparison.Ordinal));
        await host.StartAgainAsync();
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM virtual_keys WHERE role = 'admin'"));
        Assert.Equal(secret, (await File.ReadAllTextAsync(host.AdminKeyFile)).Trim());
    }

    [Fact]
    public async Task It_may_what_the_service_key_may_and_is_named_in_the_record()
    {
        await using var host = await KeyHost.StartAsync();
        var secret = await FirstAsync(host);
        using var http = With(host, secret);

        using var put = await http.PutJsonAsync("/api/v1/organisations/acme", "{}");
        var listed = await host.Grpc.ListOrganisationsAsync(new(), new Metadata { { "authorization", $"Bearer {secret}" } });

        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Contains(listed.Organisations, row => row.Id == "acme");
        Assert.StartsWith("key_", await host.Database.ScalarAsync<string>("SELECT changed_by FROM catalog_changes WHERE kind = 'organisation' AND key = 'acme'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_a_callers_key_nor_a_revoked_one_does()
    {
        await using var host = await KeyHost.StartAsync();
        var (_, caller) = await KeyTests.MakeAsync(host, "{}");
        var (admin, revoked) = await KeyTests.MakeAsync(host, """{"role":"admin"}""");
        using var deleted = await host.Http.DeleteAsync($"/api/v1/keys/{admin.GetProperty("id").GetString()}");

        foreach (var secret in new[] { caller, revoked, "sk-ar-made-up" })
        {
            using var http = With(host, secret);
            using var put = await http.PutJsonAsync("/api/v1/organisations/acme", "{}");
            Assert.Equal(HttpStatusCode.Unauthorized, put.StatusCode);
        }
    }

    [Fact]
    public async Task It_opens_no_feed_of_routers()
    {
        await using var host = await KeyHost.StartAsync();
        var presented = new Metadata { { "authorization", $"Bearer {await FirstAsync(host)}" } };

        using var access = new AccessService.AccessServiceClient(host.Catalog.Channel).WatchAccess(new(), presented);
        using var credentials = new CredentialService.CredentialServiceClient(host.Catalog.Channel).WatchCredentials(new(), presented);

        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => access.ResponseStream.MoveNext(CancellationToken.None))).StatusCode);
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => credentials.ResponseStream.MoveNext(CancellationToken.None))).StatusCode);
    }

    private static async Task<string> FirstAsync(KeyHost host)
    {
        // The file comes before the row is there for others.
        await Eventually.Is(async () => await host.Database.ScalarAsync<long>("SELECT count(*) FROM virtual_keys WHERE role = 'admin'") == 1);
        return (await File.ReadAllTextAsync(host.AdminKeyFile)).Trim();
    }

    private static HttpClient With(KeyHost host, string secret)
    {
        var http = new HttpClient { BaseAddress = host.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return http;
    }
}
