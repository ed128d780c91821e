using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Compat.Tests.Integrations;

public sealed class NpgsqlRegistrationTests
{
    [Fact]
    public void The_connection_string_of_that_name_makes_the_data_source()
    {
        var builder = Builder("ConnectionStrings:catalog", "Host=db;Database=a");
        builder.AddNpgsqlDataSource("catalog", configureDataSourceBuilder: source => source.ConnectionStringBuilder.ApplicationName = "router");
        using var host = builder.Build();

        var made = new NpgsqlConnectionStringBuilder(host.Services.GetRequiredService<NpgsqlDataSource>().ConnectionString);

        Assert.Equal(("db", "a", "router"), (made.Host, made.Database, made.ApplicationName));
        Assert.Equal("a", host.Services.GetRequiredService<NpgsqlConnection>().Database);
    }

    [Theory]
    [InlineData("Aspire:Npgsql:ConnectionString")]
    [InlineData("Aspire:Npgsql:catalog:ConnectionString")]
    public void The_settings_section_may_hold_it(string key)
    {
        var builder = Builder(key, "Host=db;Database=a");
        builder.AddNpgsqlDataSource("catalog");
        using var host = builder.Build();

        Assert.Contains("Host=db", host.Services.GetRequiredService<NpgsqlDataSource>().ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_keeps_databases_apart()
    {
        var builder = Builder("ConnectionStrings:one", "Host=db;Database=one");
        builder.Configuration["ConnectionStrings:two"] = "Host=db;Database=two";
        builder.AddKeyedNpgsqlDataSource("one");
        builder.AddKeyedNpgsqlDataSource("two");
        using var host = builder.Build();

        Assert.Equal("two", host.Services.GetRequiredKeyedService<NpgsqlConnection>("two").Database);
        Assert.Null(host.Services.GetService<NpgsqlDataSource>());
    }

    [Fact]
    public void A_missing_connection_string_is_named_when_it_is_needed()
    {
        var builder = Builder("other", "");
        builder.AddNpgsqlDataSource("catalog");
        using var host = builder.Build();

        var failure = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<NpgsqlDataSource>());

        Assert.Contains("ConnectionStrings:catalog", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_says_when_the_database_is_away()
    {
        var builder = Builder("ConnectionStrings:catalog", $"Host=127.0.0.1;Port={ClosedPort.Number};Username=u;Timeout=5");
        builder.AddNpgsqlDataSource("catalog");
        using var host = builder.Build();

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal("PostgreSql", Assert.Single(report.Entries).Key);
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
    }

    [Fact]
    public void Health_can_be_left_out()
    {
        var builder = Builder("ConnectionStrings:catalog", "Host=db");
        builder.AddNpgsqlDataSource("catalog", settings => settings.DisableHealthChecks = true);
        using var host = builder.Build();

        Assert.Null(host.Services.GetService<HealthCheckService>());
    }

    private static HostApplicationBuilder Builder(string key, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddLogging();
        builder.Configuration.AddInMemoryCollection([new(key, value)]);
        return builder;
    }
}
