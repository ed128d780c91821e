using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Stands in for <c>AspireRedisExtensions</c>.</summary>
public static class AspireRedisExtensions
{
    private const string Section = "Aspire:StackExchange:Redis";

    /// <summary>
    /// Stands in for <c>AddRedisClient</c>: one <see cref="IConnectionMultiplexer"/> for the application, with a health
    /// check. A server that is away at the start does not stop the application; the client keeps trying.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="connectionName">Names the connection string.</param>
    /// <param name="configureSettings">Has the last word on the settings.</param>
    /// <param name="configureOptions">Has the last word on the client's options.</param>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null) =>
        builder.AddRedisClientBuilder(connectionName, configureSettings, configureOptions);

    /// <summary>Stands in for <c>AddKeyedRedisClient</c>: the same under a key, which also names the connection string.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The key and the connection string's name.</param>
    /// <param name="configureSettings">Has the last word on the settings.</param>
    /// <param name="configureOptions">Has the last word on the client's options.</param>
    public static void AddKeyedRedisClient(
        this IHostApplicationBuilder builder,
        string name,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null) =>
        builder.AddKeyedRedisClientBuilder(name, configureSettings, configureOptions);

    /// <summary>Stands in for <c>AddRedisClientBuilder</c>: <see cref="AddRedisClient"/>, with something to build on.</summary>
    /// <inheritdoc cref="AddRedisClient"/>
    public static AspireRedisClientBuilder AddRedisClientBuilder(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        var settings = Read(builder, connectionName, configureSettings);
        builder.Services.AddSingleton(_ => Connect(builder.Configuration, settings, connectionName, configureOptions));
        Observe(builder, settings, "StackExchange.Redis", sp => sp.GetRequiredService<IConnectionMultiplexer>());
        return new AspireRedisClientBuilder(builder, settings, serviceKey: null);
    }

    /// <summary>Stands in for <c>AddKeyedRedisClientBuilder</c>: <see cref="AddKeyedRedisClient"/>, with something to build on.</summary>
    /// <inheritdoc cref="AddKeyedRedisClient"/>
    public static AspireRedisClientBuilder AddKeyedRedisClientBuilder(
        this IHostApplicationBuilder builder,
        string name,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        var settings = Read(builder, name, configureSettings);
        builder.Services.AddKeyedSingleton(name, (_, _) => Connect(builder.Configuration, settings, name, configureOptions));
        Observe(builder, settings, $"StackExchange.Redis_{name}", sp => sp.GetRequiredKeyedService<IConnectionMultiplexer>(name));
        return new AspireRedisClientBuilder(builder, settings, name);
    }

    private static StackExchangeRedisSettings Read(
        IHostApplicationBuilder builder, string connectionName, Action<StackExchangeRedisSettings>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        var settings = new StackExchangeRedisSettings();
        builder.Configuration.GetSection(Section).Bind(settings);
        builder.Configuration.GetSection($"{Section}:{connectionName}").Bind(settings);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configure?.Invoke(settings);
        return settings;
    }

    private static IConnectionMultiplexer Connect(
        IConfiguration configuration, StackExchangeRedisSettings settings, string connectionName, Action<ConfigurationOptions>? configure)
    {
        var connectionString = settings.ConnectionString ?? "";
        var options = connectionString.Length > 0 ? ConfigurationOptions.Parse(connectionString) : new ConfigurationOptions();
        if (!connectionString.Contains("abortConnect", StringComparison.OrdinalIgnoreCase))
        {
            options.AbortOnConnectFail = false;
        }

        configuration.GetSection($"{Section}:ConfigurationOptions").Bind(options);
        configuration.GetSection($"{Section}:{connectionName}:ConfigurationOptions").Bind(options);
        configure?.Invoke(options);
        return options.EndPoints.Count > 0
            ? ConnectionMultiplexer.Connect(options)
            : throw new InvalidOperationException(
                $"No endpoints specified. Give a connection string as 'ConnectionStrings:{connectionName}' or '{Section}:{connectionName}:ConnectionString'.");
    }

    private static void Observe(
        IHostApplicationBuilder builder,
        StackExchangeRedisSettings settings,
        string checkName,
        Func<IServiceProvider, IConnectionMultiplexer> connection)
    {
        if (!settings.DisableAutoActivation)
        {
            builder.Services.AddSingleton<IHostedService>(sp => new ConnectAtStart(() => connection(sp)));
        }

        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                checkName, sp => new RedisHealthCheck(() => connection(sp)), failureStatus: null, tags: null));
        }
    }
}
