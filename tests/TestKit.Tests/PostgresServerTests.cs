using Npgsql;
using TestKit.Postgres;

namespace TestKit.Tests;

public sealed class PostgresServerTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task Each_test_class_gets_an_empty_database_it_can_write_to()
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var create = source.CreateCommand("CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')");
        await create.ExecuteNonQueryAsync();

        await using var read = source.CreateCommand("SELECT text FROM note");

        Assert.Equal("kept", await read.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Two_databases_of_one_server_share_nothing()
    {
        var server = await PostgresServer.SharedAsync();
        var other = await server.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(other);
        await using var count = source.CreateCommand("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");

        Assert.Equal(0L, await count.ExecuteScalarAsync());
        Assert.NotEqual(database.ConnectionString, other);
        await server.DropDatabaseAsync(other);
    }
}
