using TestKit.Redis;

namespace TestKit.Tests;

public sealed class RedisServerTests
{
    [Fact]
    public async Task Garnet_keeps_what_is_written_and_runs_scripts()
    {
        using var connection = await ConnectAsync(await RedisServer.SharedAsync());

        Assert.Equal("+OK", await connection.AskAsync("SET", "greeting", "hello"));
        Assert.Equal("$5", await connection.AskAsync("EVAL", "return redis.call('GET', KEYS[1])", "1", "greeting"));
    }

    [Fact]
    public async Task A_password_is_asked_for_when_one_is_set()
    {
        await using var server = await RedisServer.StartAsync(password: "letmein");
        using var connection = await ConnectAsync(server);

        Assert.StartsWith("-NOAUTH", await connection.AskAsync("GET", "anything"));
        Assert.EndsWith(",password=letmein", server.ConnectionString);
    }

    private static async Task<RespConnection> ConnectAsync(RedisServer server)
    {
        var connection = new RespConnection();
        await connection.OpenAsync(int.Parse(server.ConnectionString.Split(',')[0].Split(':')[1]));
        return connection;
    }
}
