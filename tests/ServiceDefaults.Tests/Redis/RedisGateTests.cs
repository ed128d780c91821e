using ServiceDefaults.Redis;
using StackExchange.Redis;
using TestKit;
using TestKit.Redis;

namespace ServiceDefaults.Tests.Redis;

public sealed class RedisGateTests
{
    [Theory, EveryRedis]
    public async Task A_server_that_keeps_every_update_is_admitted(RedisKind kind)
    {
        var server = await RedisServer.SharedAsync(kind);
        using var gate = new RedisGate(await ConnectionMultiplexer.ConnectAsync(server.PatientConnectionString), new FakeClock());

        await gate.AdmitAsync(default);
    }

    [Theory, EveryRedis]
    public async Task The_trial_passes_where_a_password_is_asked(RedisKind kind)
    {
        await using var server = await RedisServer.StartAsync(kind, password: "s3cret");
        using var gate = new RedisGate(await ConnectionMultiplexer.ConnectAsync(server.PatientConnectionString), new FakeClock());

        await gate.AdmitAsync(default);
    }

    [Fact]
    public async Task A_server_that_loses_updates_is_refused_with_the_remedy()
    {
        await using var server = await RedisServer.StartAsync(transactions: false);
        var connection = await ConnectionMultiplexer.ConnectAsync(server.PatientConnectionString);
        var gate = new RedisGate(connection, new FakeClock());

        // Where there is one processor a trial may happen to lose nothing.
        while (await Record.ExceptionAsync(() => gate.AdmitAsync(default).AsTask()) is null)
        {
            gate = new(connection, new FakeClock());
        }

        var refusal = await Assert.ThrowsAsync<UnusableRedisException>(() => gate.AdmitAsync(default).AsTask());
        Assert.Contains("loses updates", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--lua-transaction-mode", refusal.Message, StringComparison.Ordinal);
        Assert.True(RedisFailure.IsOutage(refusal));

        // The trial is not run again for every call.
        Assert.Same(refusal, await Assert.ThrowsAsync<UnusableRedisException>(() => gate.AdmitAsync(default).AsTask()));
    }

    [Fact]
    public async Task A_trial_leaves_no_threads_behind()
    {
        var server = await RedisServer.SharedAsync();
        var options = ConfigurationOptions.Parse(server.PatientConnectionString);
        options.ClientName = "of-the-trial";

        await LostUpdateTrial.RunAsync(options);

        // The threads of a connection bear its name.
        await Eventually.Is(() => !Directory.GetDirectories("/proc/self/task").Any(thread => NameOf(thread).StartsWith(options.ClientName, StringComparison.Ordinal)));

        static string NameOf(string thread)
        {
            try
            {
                return File.ReadAllText(Path.Combine(thread, "comm"));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
                return "";
            }
        }
    }

    [Theory, EveryRedis]
    public async Task A_server_that_is_away_is_an_outage_and_is_tried_when_it_comes(RedisKind kind)
    {
        var port = FreePort.Next();
        var options = ConfigurationOptions.Parse($"127.0.0.1:{port}");
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 15_000;
        using var gate = new RedisGate(await ConnectionMultiplexer.ConnectAsync(options), new FakeClock());

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => gate.AdmitAsync(default).AsTask());
        Assert.True(RedisFailure.IsOutage(failure), failure.ToString());

        await using var server = await RedisServer.StartAsync(kind, port: port);
        await gate.AdmitAsync(default);
    }
}
