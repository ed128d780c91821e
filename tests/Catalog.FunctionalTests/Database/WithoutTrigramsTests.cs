using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Npgsql;
using TestKit.Postgres;

namespace Catalog.FunctionalTests.Database;

/// <summary>A database whose owner lets nobody create extensions, as managed ones do.</summary>
public sealed class WithoutTrigramsTests
{
    [Fact]
    public async Task Search_works_where_the_extension_is_refused()
    {
        var server = await PostgresServer.SharedAsync();
        var owner = await server.CreateDatabaseAsync();
        var role = $"limited_{Guid.NewGuid():n}";
        await RunAsync(owner, $"CREATE ROLE {role} LOGIN; GRANT ALL ON SCHEMA public TO {role}");
        var connection = new NpgsqlConnectionStringBuilder(owner) { Username = role }.ConnectionString;
        try
        {
            await using (var host = await CatalogHost.StartAsync(connection))
            {
                Assert.NotEmpty((await host.Http.GetJsonAsync("/api/v1/models?search=kimi%20k2")).Ids());
                Assert.All((await host.Http.GetJsonAsync("/api/v1/models?search=kimi%20k2")).Ids(), id => Assert.Contains("kimi", id, StringComparison.Ordinal));
            }

            await using var look = new NpgsqlConnection(owner);
            await look.OpenAsync();
            await using var extensions = new NpgsqlCommand("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'", look);
            Assert.Equal(0L, await extensions.ExecuteScalarAsync());
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await server.DropDatabaseAsync(owner);
        }
    }

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
