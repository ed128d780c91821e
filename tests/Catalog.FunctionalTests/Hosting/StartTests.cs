using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestKit;
using TestKit.Postgres;
using TestKit.Processes;

namespace Catalog.FunctionalTests.Hosting;

public sealed class StartTests
{
    [Fact]
    public async Task Two_processes_that_start_at_once_serve_one_catalog()
    {
        await using var database = await TestDatabase.CreateAsync();

        var hosts = await Task.WhenAll(
            CatalogHost.StartAsync(database.ConnectionString), CatalogHost.StartAsync(database.ConnectionString));

        Assert.Equal(hosts[0].Feed.Current!.Revision, hosts[1].Feed.Current!.Revision);
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM curated_imports"));
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
            host.Logs.VerifyNoErrors();
        }
    }

    [Fact]
    public async Task Without_a_database_it_waits_says_so_and_recovers()
    {
        var server = await PostgresServer.SharedAsync();
        var later = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = $"later_{Guid.NewGuid():n}" };
        await using var host = await CatalogHost.StartUnreadyAsync(later.ConnectionString);

        await Eventually.Is(() => host.Logs.Lines.Any(line => line.Level == LogLevel.Warning && line.Message.Contains("Waiting", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Http.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/alive")).StatusCode);

        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using (var create = source.CreateCommand($"CREATE DATABASE {later.Database}"))
        {
            await create.ExecuteNonQueryAsync();
        }

        await host.Feed.NextAsync(null, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/health")).StatusCode);
        await Eventually.Is(async () => await GrpcHealthAsync(host) == HealthCheckResponse.Types.ServingStatus.Serving);

        // Waiting is no failure: whoever polls health meanwhile fills no log.
        host.Logs.VerifyNoErrors();
    }

    [Fact]
    public async Task Off_loopback_without_a_service_key_the_process_says_why_in_one_line_and_ends()
    {
        var run = await ServiceRun.ToEndAsync(
            "Catalog.Api", "--Kestrel:Endpoints:http:Url=http://0.0.0.0:0", "--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:0");

        var line = Assert.Single(run.Lines);
        Assert.Contains("http://0.0.0.0:0", line, StringComparison.Ordinal);
        Assert.Contains("Set ServiceKey", line, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_newer_database_stops_it_with_the_reason()
    {
        await using var database = await TestDatabase.CreateAsync();
        await (await CatalogHost.StartAsync(database.ConnectionString)).DisposeAsync();
        await database.ExecuteAsync("INSERT INTO schema_versions (version, name, checksum) VALUES (999, '999_future', '')");

        await using var host = await CatalogHost.StartUnreadyAsync(database.ConnectionString);

        await Eventually.Is(() => host.Logs.Lines.Any(line => line.Level == LogLevel.Critical && line.Message.Contains("schema version 999", StringComparison.Ordinal)));
        Environment.ExitCode = 0;
    }

    [Fact]
    public async Task Off_loopback_it_refuses_to_start_without_a_service_key()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => CatalogHost.StartUnreadyAsync("Host=127.0.0.1", "--Kestrel:Endpoints:http:Url=http://0.0.0.0:0"));

        Assert.Contains("service key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_service_key_edits_and_feeds_need_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await CatalogHost.StartAsync(database.ConnectionString, "--ServiceKey=secret");
        var client = new global::Aspire.Catalog.V1.CatalogService.CatalogServiceClient(host.Channel);

        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Http.DeleteAsync("/api/v1/aliases/gpt")).StatusCode);
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await client.ListDeploymentsAsync(new()));
        Assert.Equal(StatusCode.Unauthenticated, failure.StatusCode);
        var admitted = await client.ListDeploymentsAsync(new(), new Metadata { { "x-service-key", "secret" } });
        Assert.NotEmpty(admitted.Deployments);
        host.PresentServiceKey("secret");
        Assert.Equal(HttpStatusCode.NoContent, (await host.Http.DeleteAsync("/api/v1/aliases/gpt")).StatusCode);
    }

    [Fact]
    public async Task The_simulator_is_there_while_its_setting_is()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var host = await CatalogHost.StartAsync(database.ConnectionString, "--Simulator:BaseUrl=http://127.0.0.1:9/v1"))
        {
            var snapshot = host.Feed.Current!;
            Assert.Equal("openai-compatible", snapshot.Providers.Single(row => row.Id.Value == "simulator").Profile);
            Assert.Equal(
                ["simulator/sim-medium", "simulator/sim-small", "simulator/sim-large"],
                snapshot.Tiers.Select(tier => tier.Entries[^1].ToString()));
        }

        await using (var again = await CatalogHost.StartAsync(database.ConnectionString, "--Simulator:BaseUrl=http://127.0.0.1:9/v1"))
        {
            Assert.Single(again.Feed.Current!.Tiers[0].Entries, entry => entry.Provider.Value == "simulator");
        }

        await using var without = await CatalogHost.StartAsync(database.ConnectionString);
        Assert.DoesNotContain(without.Feed.Current!.Providers, row => row.Id.Value == "simulator");
        Assert.DoesNotContain(without.Feed.Current!.Deployments, row => row.Id.Provider.Value == "simulator");
        Assert.DoesNotContain(without.Feed.Current!.Tiers, tier => tier.Entries.Any(entry => entry.Provider.Value == "simulator"));
    }

    private static async Task<HealthCheckResponse.Types.ServingStatus> GrpcHealthAsync(CatalogHost host) =>
        (await new Health.HealthClient(host.Channel).CheckAsync(new HealthCheckRequest())).Status;
}
