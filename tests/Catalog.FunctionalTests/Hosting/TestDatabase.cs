using Catalog.Api.Database;
using Npgsql;
using TestKit.Postgres;

namespace Catalog.FunctionalTests.Hosting;

/// <summary>A database of one test, with shorthands to look into it.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;

    private TestDatabase(PostgresServer server, string connectionString)
    {
        _server = server;
        ConnectionString = connectionString;
        Source = NpgsqlDataSource.Create(connectionString);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        var server = await PostgresServer.SharedAsync();
        return new TestDatabase(server, await server.CreateDatabaseAsync());
    }

    public async Task ExecuteAsync(string sql, params object?[] parameters)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters, CancellationToken.None);
    }

    public async Task<T> ScalarAsync<T>(string sql, params object?[] parameters)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return (await connection.FirstOrDefaultAsync(sql, parameters, row => row.GetFieldValue<T>(0), CancellationToken.None))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _server.DropDatabaseAsync(ConnectionString);
    }
}
