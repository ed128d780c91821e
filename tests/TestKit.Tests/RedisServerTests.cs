using TestKit.Redis;

namespace TestKit.Tests;

public sealed class RedisServerTests
{
    [Theory, EveryRedis]
    public async Task A_server_keeps_what_is_written_and_runs_scripts(RedisKind kind)
    {
        using var connection = await ConnectAsync(await RedisServer.SharedAsync(kind));

        Assert.Equal("+OK", await connection.AskAsync("SET", "greeting", "hello"));
        Assert.Equal("$5", await connection.AskAsync("EVAL", "return redis.call('GET', KEYS[1])", "1", "greeting"));
    }

    [Theory, EveryRedis]
    public async Task A_password_is_asked_for_when_one_is_set(RedisKind kind)
    {
        await using var server = await RedisServer.StartAsync(kind, password: "letmein");
        using var connection = await ConnectAsync(server);

        Assert.StartsWith("-NOAUTH", await connection.AskAsync("GET", "anything"));
        Assert.EndsWith(",password=letmein", server.ConnectionString);
    }

    [Theory, EveryRedis]
    public async Task A_paused_server_answers_once_it_goes_on(RedisKind kind)
    {
        await using var server = await RedisServer.StartAsync(kind);
        using var connection = await ConnectAsync(server);

        server.Pause();
        var answer = connection.AskAsync("PING");
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        Assert.False(answer.IsCompleted);
        server.Resume();

        Assert.Equal("+PONG", await answer.WaitAsync(TimeSpan.FromMinutes(3), TimeProvider.System));
    }

    private static async Task<RespConnection> ConnectAsync(RedisServer server)
    {
        var connection = new RespConnection();
        await connection.OpenAsync(int.Parse(server.ConnectionString.Split(',')[0].Split(':')[1]));
        return connection;
    }
}
