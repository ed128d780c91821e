using Microsoft.Extensions.Hosting;

namespace Aspire.StackExchange.Redis;

/// <summary>Stands in for <c>Aspire.StackExchange.Redis.AspireRedisClientBuilder</c>: what further Redis features build on.</summary>
/// <param name="hostBuilder">The application.</param>
/// <param name="settings">The client's settings.</param>
/// <param name="serviceKey">The client's key; null for the one without.</param>
public sealed class AspireRedisClientBuilder(IHostApplicationBuilder hostBuilder, StackExchangeRedisSettings settings, string? serviceKey)
{
    /// <summary>Stands in for <c>HostBuilder</c>.</summary>
    public IHostApplicationBuilder HostBuilder { get; } = hostBuilder;

    /// <summary>Stands in for <c>Settings</c>.</summary>
    public StackExchangeRedisSettings Settings { get; } = settings;

    /// <summary>Stands in for <c>ServiceKey</c>.</summary>
    public string? ServiceKey { get; } = serviceKey;
}
