using System.Text.Json;
using Npgsql;
using StackExchange.Redis;

namespace Stack.Tests;

public sealed class DataTests : IDisposable
{
    private readonly StackFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_restart_keeps_the_data_and_a_reset_does_not()
    {
        await using (var first = await AppHostProcess.StartAsync(_folder, "--no-simulator"))
        {
            await ExecuteAsync(first, "CREATE TABLE kept (id int)");
            await SetAsync(first, "kept", "yes");
            Assert.DoesNotContain("provider-simulator", first.Output, StringComparison.Ordinal);
            Assert.Equal(0, await first.StopAsync("TERM"));
        }

        await using (var second = await AppHostProcess.StartAsync(_folder))
        {
            Assert.Equal("kept", await ExecuteAsync(second, "SELECT to_regclass('kept')::text"));
            Assert.Equal("yes", await GetAsync(second, "kept"));
            Assert.Equal(0, await second.StopAsync("TERM"));
        }

        await using var third = await AppHostProcess.StartAsync(_folder, "--reset-data");
        Assert.Equal(DBNull.Value, await ExecuteAsync(third, "SELECT to_regclass('kept')::text"));
        Assert.Null(await GetAsync(third, "kept"));
    }

    private static async Task<object?> ExecuteAsync(AppHostProcess host, string sql)
    {
        var address = host.Address("postgres");
        var password = Secret(host, "postgres-password");
        await using var source = NpgsqlDataSource.Create(
            $"Host={address.Host};Port={address.Port};Username=postgres;Password={password};Database=catalog;Pooling=false;Timeout=120;Command Timeout=120");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task SetAsync(AppHostProcess host, string key, string value)
    {
        using var redis = await ConnectAsync(host);
        var database = redis.GetDatabase();
        await database.StringSetAsync(key, value);

        // The server writes its append file once a second by itself: what was set just before a stop may otherwise miss it.
        await database.ExecuteAsync("COMMITAOF");
    }

    private static async Task<string?> GetAsync(AppHostProcess host, string key)
    {
        using var redis = await ConnectAsync(host);
        return await redis.GetDatabase().StringGetAsync(key);
    }

    private static async Task<ConnectionMultiplexer> ConnectAsync(AppHostProcess host)
    {
        var address = host.Address("redis");
        return await ConnectionMultiplexer.ConnectAsync($"{address.Host}:{address.Port},password={Secret(host, "redis-password")}");
    }

    private static string Secret(AppHostProcess host, string name)
    {
        using var secrets = JsonDocument.Parse(File.ReadAllText(Path.Combine(host.Folder.Data, "secrets.json")));
        return secrets.RootElement.GetProperty(name).GetString()!;
    }
}
