using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;
using TestKit;
using TestKit.Redis;

namespace ServiceDefaults.Tests.SharedHealth;

public sealed class SharedHealthRegistrationTests
{
    [Fact]
    public async Task With_redis_the_store_serves_and_the_check_is_healthy()
    {
        var server = await RedisServer.SharedAsync();
        using var host = Build(server.ConnectionString);
        await host.StartAsync();

        await host.Services.GetRequiredService<HealthStore>().ReadAllAsync(default);

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
    }

    [Fact]
    public async Task Without_a_connection_string_the_service_starts_and_says_what_to_set()
    {
        using var host = Build(connectionString: null);
        await host.StartAsync();

        var check = await CheckAsync(host);
        var failure = await Assert.ThrowsAsync<UnusableRedisException>(
            () => host.Services.GetRequiredService<HealthStore>().ReadAllAsync(default));

        Assert.Equal(HealthStatus.Degraded, check.Status);
        Assert.Contains("ConnectionStrings__redis", check.Description, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__redis", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redis_that_is_away_at_the_start_is_used_once_it_comes()
    {
        var port = FreePort.Next();
        using var host = Build($"127.0.0.1:{port}");
        await host.StartAsync();
        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(host)).Status);

        await using var server = await RedisServer.StartAsync(port: port);

        await Eventually.Is(async () => (await CheckAsync(host)).Status == HealthStatus.Healthy);
    }

    private static async Task<HealthReportEntry> CheckAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["redis"];

    private static IHost Build(string? connectionString)
    {
        var builder = new HostApplicationBuilder();
        builder.Configuration["ConnectionStrings:redis"] = connectionString;
        builder.AddServiceDefaults();
        builder.AddSharedHealth();
        // It stands still, so that no deadline strikes on a busy machine.
        builder.Services.AddSingleton<TimeProvider>(new FakeClock());
        return builder.Build();
    }
}
