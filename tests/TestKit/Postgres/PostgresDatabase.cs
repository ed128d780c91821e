using Xunit;

namespace TestKit.Postgres;

/// <summary>An empty database for one test class: <c>class StoreTests(PostgresDatabase database) : IClassFixture&lt;PostgresDatabase&gt;</c>.</summary>
public sealed class PostgresDatabase : IAsyncLifetime
{
    private PostgresServer? _server;

    /// <summary>Connects to this database.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _server = await PostgresServer.SharedAsync();
        ConnectionString = await _server.CreateDatabaseAsync();
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => _server is null ? Task.CompletedTask : _server.DropDatabaseAsync(ConnectionString);
}
