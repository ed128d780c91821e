using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Parking;
using ServiceDefaults.Quotas;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>How services come by what they share in Redis.</summary>
public static class SharedHealthExtensions
{
    private const string ConnectionName = "redis";
    private const int ConnectTimeout = 2000;

    /// <summary>Adds <see cref="HealthStore"/> and <see cref="UsageParking"/> on the connection string <c>redis</c>, and a health check that says how Redis is.</summary>
    public static TBuilder AddSharedHealth<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(ConnectionName)))
        {
            builder.AddRedisClient(
                ConnectionName,
                settings => settings.DisableHealthChecks = true,
                options =>
                {
                    // A server that is away when a service starts is waited for, not died of.
                    options.AbortOnConnectFail = false;
                    options.ConnectTimeout = ConnectTimeout;
                });
        }

        builder.Services.AddSingleton(services =>
            new RedisGate(services.GetService<IConnectionMultiplexer>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<HealthStore>().AddSingleton<CircuitStore>().AddSingleton<QuotaStore>();
        builder.Services.AddSingleton<UsageParking>();
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>("redis");
        return builder;
    }
}
