using System.Net;
using System.Text;
using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Grpc.Core;
using TestKit;

namespace Catalog.FunctionalTests.Credentials;

/// <summary>A key set through the API: sealed at rest, handed to routers alone, shown to nobody.</summary>
public sealed class StoredKeyTests : IAsyncLifetime
{
    private const string Secret = "sk-a-key-that-nobody-may-ever-see-7f3a";
    private const string ServiceKey = "secret-of-the-stack";

    private static readonly Metadata Presented = new() { { "x-service-key", ServiceKey } };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("catalog-tests-");

    private TestDatabase _database = null!;

    private string DataKeyFile => Path.Combine(_folder.FullName, "kept", "data.key");

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_is_nowhere_to_be_read()
    {
        await using var host = await StartAsync();

        using var stored = await SetAsync(host, "kimi", Secret);

        var shown = (await stored.JsonAsync(HttpStatusCode.OK)).GetProperty("stored_key");
        Assert.Equal("7f3a", shown.GetProperty("last_four").GetString());
        Assert.Equal(8, shown.GetProperty("fingerprint").GetString()!.Length);
        await Eventually.Is(() => host.Feed.Current!.Providers.Any(row => row.ApiKeyStored));
        foreach (var path in new[] { "providers", "providers/kimi", "registry/snapshot", "models?page_size=1000" })
        {
            Assert.DoesNotContain(Secret, await host.Http.GetStringAsync($"/api/v1/{path}"), StringComparison.Ordinal);
        }

        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT count(*) FROM catalog_changes WHERE content::text LIKE '%' || $1 || '%' OR content ? 'sealed'", Secret));
        var kept = await _database.ScalarAsync<byte[]>("SELECT sealed FROM provider_credentials WHERE provider_id = 'kimi'");
        Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Logs.Lines, line => line.ToString().Contains(Secret, StringComparison.Ordinal));
        host.Logs.VerifyNoErrors();
    }

    [Fact]
    public async Task The_data_key_is_made_once_for_its_owner_alone_and_outlives_a_restart()
    {
        string made;
        await using (var first = await StartAsync())
        {
            using var stored = await SetAsync(first, "kimi", Secret);
            Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
            made = await File.ReadAllTextAsync(DataKeyFile);
        }

        await using var second = await StartAsync();
        using var watch = Watch(second);

        Assert.Equal(made, await File.ReadAllTextAsync(DataKeyFile));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(DataKeyFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(new Credential { Provider = "kimi", ApiKey = Secret }, Assert.Single((await NextAsync(watch)).Credentials.Credentials));
    }

    [Fact]
    public async Task Watchers_hear_of_each_change_and_resume_where_they_were()
    {
        await using var host = await StartAsync();
        using var watch = Watch(host);
        Assert.Empty((await NextAsync(watch)).Credentials.Credentials);

        using var stored = await SetAsync(host, "kimi", Secret);
        var one = await NextAsync(watch);
        using var replaced = await SetAsync(host, "kimi", "sk-another");
        var two = await NextAsync(watch);
        using var resumed = Watch(host, two.Revision);
        var ping = await NextAsync(resumed);
        using var moved = await host.Http.PutJsonAsync("/api/v1/providers/kimi", """{"api_key_environment":"KIMI_API_KEY"}""");
        var none = await NextAsync(resumed);

        Assert.Equal(Secret, Assert.Single(one.Credentials.Credentials).ApiKey);
        Assert.Equal("sk-another", Assert.Single(two.Credentials.Credentials).ApiKey);
        Assert.Null(ping.Credentials);
        Assert.Empty(none.Credentials.Credentials);
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT count(*) FROM provider_credentials"));
    }

    [Fact]
    public async Task Without_the_service_key_nobody_gets_a_key()
    {
        await using (var host = await StartAsync())
        {
            using var without = new CredentialService.CredentialServiceClient(host.Channel).WatchCredentials(new());
            Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => without.ResponseStream.MoveNext(default))).StatusCode);
        }

        await using var open = await CatalogHost.StartAsync(_database.ConnectionString, $"--Credentials:DataKeyFile={DataKeyFile}");
        using var watch = new CredentialService.CredentialServiceClient(open.Channel).WatchCredentials(new());
        using var stored = await SetAsync(open, "kimi", Secret);

        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(default))).StatusCode);
        Assert.Contains("ServiceKey", (await stored.JsonAsync(HttpStatusCode.ServiceUnavailable)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Credentials__DataKey")]
    [InlineData("--Credentials:DataKey=short", "32 bytes")]
    [InlineData("--Credentials:DataKeyFile=/not/there/data.key", "/not/there/data.key")]
    public async Task Without_a_data_key_nothing_is_stored_and_the_answer_says_what_to_do(string setting, string named)
    {
        // Off loopback no file is made: another replica would not have it.
        await using var host = await CatalogHost.StartAsync(
            _database.ConnectionString, $"--ServiceKey={ServiceKey}", "--Kestrel:Endpoints:http:Url=http://0.0.0.0:0", setting.Length > 0 ? setting : "--Unused=");
        using var request = new HttpRequestMessage(HttpMethod.Put, new UriBuilder(host.Http.BaseAddress!) { Host = "127.0.0.1", Path = "/api/v1/providers/kimi/credential" }.Uri)
        {
            Content = new StringContent($$"""{"api_key":"{{Secret}}"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("x-service-key", ServiceKey);

        using var stored = await host.Http.SendAsync(request);

        Assert.Contains(named, (await stored.JsonAsync(HttpStatusCode.ServiceUnavailable)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT count(*) FROM provider_credentials"));
    }

    [Fact]
    public async Task Under_another_data_key_it_is_left_out_and_the_log_says_so()
    {
        await using (var first = await StartAsync())
        {
            using var stored = await SetAsync(first, "kimi", Secret);
            Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        }

        await File.WriteAllTextAsync(DataKeyFile, Convert.ToBase64String(new byte[32]));
        await using var second = await StartAsync();
        using var watch = Watch(second);

        Assert.Empty((await NextAsync(watch)).Credentials.Credentials);
        Assert.Contains(second.Logs.Lines, line => line.Event.Id == 180 && line.Message.Contains("kimi", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"api_key":""}""")]
    [InlineData("""{"api_key":"two words"}""")]
    [InlineData("""{"api_key":"line\nbreak"}""")]
    public async Task A_key_that_no_header_can_carry_is_refused(string body)
    {
        await using var host = await StartAsync();

        using var response = await host.Http.PutJsonAsync("/api/v1/providers/kimi/credential", body);

        Assert.Equal(["api_key"], await response.FaultyFieldsAsync());
    }

    private async Task<CatalogHost> StartAsync()
    {
        var host = await CatalogHost.StartAsync(_database.ConnectionString, $"--ServiceKey={ServiceKey}", $"--Credentials:DataKeyFile={DataKeyFile}");
        host.PresentServiceKey(ServiceKey);
        return host;
    }

    private static Task<HttpResponseMessage> SetAsync(CatalogHost host, string provider, string secret) =>
        host.Http.PutJsonAsync($"/api/v1/providers/{provider}/credential", $$"""{"api_key":"{{secret}}"}""");

    private static AsyncServerStreamingCall<WatchCredentialsResponse> Watch(CatalogHost host, long known = 0) =>
        new CredentialService.CredentialServiceClient(host.Channel).WatchCredentials(new() { KnownRevision = known }, Presented);

    private static async Task<WatchCredentialsResponse> NextAsync(AsyncServerStreamingCall<WatchCredentialsResponse> watch)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        Assert.True(await watch.ResponseStream.MoveNext(deadline.Token));
        return watch.ResponseStream.Current;
    }
}
