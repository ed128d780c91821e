using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Compat.Tests.Integrations;

public sealed class RedisRegistrationTests
{
    private readonly string _nobody = $"127.0.0.1:{ClosedPort.Number},connectTimeout=500,connectRetry=0";

    [Fact]
    public void The_connection_string_of_that_name_makes_the_client_and_an_absent_server_does_not_fail_it()
    {
        var builder = Builder("ConnectionStrings:redis", _nobody);
        builder.AddRedisClient("redis", configureOptions: options => options.ClientName = "router");
        using var host = builder.Build();

        var client = host.Services.GetRequiredService<IConnectionMultiplexer>();

        Assert.False(client.IsConnected);
        Assert.Equal("router", client.ClientName);
        Assert.Contains(_nobody.Split(',')[0], client.Configuration, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_read_from_the_settings_section()
    {
        var builder = Builder("Aspire:StackExchange:Redis:redis:ConnectionString", _nobody);
        builder.Configuration["Aspire:StackExchange:Redis:ConfigurationOptions:ClientName"] = "from-settings";
        builder.AddRedisClient("redis");
        using var host = builder.Build();

        Assert.Equal("from-settings", host.Services.GetRequiredService<IConnectionMultiplexer>().ClientName);
    }

    [Fact]
    public void A_key_keeps_servers_apart()
    {
        var builder = Builder("ConnectionStrings:one", _nobody);
        builder.AddKeyedRedisClient("one", configureOptions: options => options.ClientName = "first");
        using var host = builder.Build();

        Assert.Equal("first", host.Services.GetRequiredKeyedService<IConnectionMultiplexer>("one").ClientName);
        Assert.Null(host.Services.GetService<IConnectionMultiplexer>());
    }

    [Fact]
    public void A_missing_connection_string_is_named()
    {
        var builder = Builder("other", "");
        builder.AddRedisClient("redis");
        using var host = builder.Build();

        var failure = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<IConnectionMultiplexer>());

        Assert.Contains("ConnectionStrings:redis", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Connects_at_the_start_unless_told_to_wait(bool disabled, bool connects)
    {
        var builder = Builder("ConnectionStrings:redis", _nobody);
        var connecting = false;
        builder.AddRedisClient("redis", settings => settings.DisableAutoActivation = disabled, _ => connecting = true);
        using var host = builder.Build();

        await host.StartAsync();

        Assert.Equal(connects, connecting);
        await host.StopAsync();
    }

    [Fact]
    public async Task Health_says_when_the_server_is_away()
    {
        var builder = Builder("ConnectionStrings:redis", _nobody);
        var client = builder.AddRedisClientBuilder("redis");
        using var host = builder.Build();

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal("StackExchange.Redis", Assert.Single(report.Entries).Key);
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Equal(_nobody, client.Settings.ConnectionString);
    }

    private static HostApplicationBuilder Builder(string key, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddLogging();
        builder.Configuration.AddInMemoryCollection([new(key, value)]);
        return builder;
    }
}
