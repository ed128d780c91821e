using System.Data.Common;
using Aspire.Npgsql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>Stands in for <c>AspirePostgreSqlNpgsqlExtensions</c>.</summary>
public static class AspirePostgreSqlNpgsqlExtensions
{
    private const string Section = "Aspire:Npgsql";

    /// <summary>
    /// Stands in for <c>AddNpgsqlDataSource</c>: one <see cref="NpgsqlDataSource"/> for the application, its connections,
    /// health check, traces and meters.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="connectionName">Names the connection string.</param>
    /// <param name="configureSettings">Has the last word on the settings.</param>
    /// <param name="configureDataSourceBuilder">Has the last word on the data source.</param>
    public static void AddNpgsqlDataSource(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<NpgsqlSettings>? configureSettings = null,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null)
    {
        var settings = Read(builder, connectionName, configureSettings);
        var services = builder.Services;
        services.AddSingleton(sp => Build(sp, settings, connectionName, configureDataSourceBuilder));
        services.AddSingleton<DbDataSource>(sp => sp.GetRequiredService<NpgsqlDataSource>());
        services.AddTransient(sp => sp.GetRequiredService<NpgsqlDataSource>().CreateConnection());
        services.AddTransient<DbConnection>(sp => sp.GetRequiredService<NpgsqlConnection>());
        Observe(builder, settings, "PostgreSql", sp => sp.GetRequiredService<NpgsqlDataSource>());
    }

    /// <summary>Stands in for <c>AddKeyedNpgsqlDataSource</c>: the same under a key, which also names the connection string.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The key and the connection string's name.</param>
    /// <param name="configureSettings">Has the last word on the settings.</param>
    /// <param name="configureDataSourceBuilder">Has the last word on the data source.</param>
    public static void AddKeyedNpgsqlDataSource(
        this IHostApplicationBuilder builder,
        string name,
        Action<NpgsqlSettings>? configureSettings = null,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null)
    {
        var settings = Read(builder, name, configureSettings);
        var services = builder.Services;
        services.AddKeyedSingleton(name, (sp, _) => Build(sp, settings, name, configureDataSourceBuilder));
        services.AddKeyedSingleton<DbDataSource>(name, (sp, key) => sp.GetRequiredKeyedService<NpgsqlDataSource>(key));
        services.AddKeyedTransient(name, (sp, key) => sp.GetRequiredKeyedService<NpgsqlDataSource>(key).CreateConnection());
        services.AddKeyedTransient<DbConnection>(name, (sp, key) => sp.GetRequiredKeyedService<NpgsqlConnection>(key));
        Observe(builder, settings, $"PostgreSql_{name}", sp => sp.GetRequiredKeyedService<NpgsqlDataSource>(name));
    }

    private static NpgsqlSettings Read(IHostApplicationBuilder builder, string connectionName, Action<NpgsqlSettings>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        var settings = new NpgsqlSettings();
        builder.Configuration.GetSection(Section).Bind(settings);
        builder.Configuration.GetSection($"{Section}:{connectionName}").Bind(settings);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configure?.Invoke(settings);
        return settings;
    }

    // Only when the data source is first needed, so that what is missing is said where a log exists.
    private static NpgsqlDataSource Build(
        IServiceProvider services, NpgsqlSettings settings, string connectionName, Action<NpgsqlDataSourceBuilder>? configure)
    {
        if (string.IsNullOrEmpty(settings.ConnectionString))
        {
            throw new InvalidOperationException(
                $"ConnectionString is missing. Give one as 'ConnectionStrings:{connectionName}' or '{Section}:{connectionName}:ConnectionString'.");
        }

        var dataSource = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        dataSource.UseLoggerFactory(services.GetService<ILoggerFactory>());
        configure?.Invoke(dataSource);
        return dataSource.Build();
    }

    private static void Observe(
        IHostApplicationBuilder builder, NpgsqlSettings settings, string checkName, Func<IServiceProvider, NpgsqlDataSource> dataSource)
    {
        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                checkName, sp => new DataSourceHealthCheck(dataSource(sp)), failureStatus: null, tags: null));
        }

        if (!settings.DisableTracing)
        {
            builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource("Npgsql"));
        }

        if (!settings.DisableMetrics)
        {
            builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter("Npgsql"));
        }
    }
}
