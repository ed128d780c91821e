using System.Globalization;
using ServiceDefaults.SharedHealth;
using StackExchange.Redis;

namespace ServiceDefaults.Redis;

/// <summary>Races scripts from several connections on one counter and counts what arrives.</summary>
internal static class LostUpdateTrial
{
    private const int Connections = 4;
    private const int UpdatesEach = 500;
    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(1);
    private static readonly string Race = Script.Load("Redis/race.lua");

    /// <summary>Throws when the server loses an update.</summary>
    /// <exception cref="UnusableRedisException">It does; the text says what to do.</exception>
    public static async Task RunAsync(ConfigurationOptions options)
    {
        // Commands of one connection run in turn on any server, so that a race takes several.
        var connecting = Enumerable.Range(0, Connections).Select(_ => ConnectionMultiplexer.ConnectAsync(options)).ToArray();
        try
        {
            var connections = await Task.WhenAll(connecting);
            var key = HealthKeys.Trial(Guid.NewGuid());
            await Task.WhenAll(connections.SelectMany(connection => Updates(connection.GetDatabase(), key)));
            var arrived = (int)await connections[0].GetDatabase().StringGetAsync(key);
            await connections[0].GetDatabase().KeyDeleteAsync(key);
            if (arrived != Connections * UpdatesEach)
            {
                throw new UnusableRedisException(
                    $"The Redis server loses updates: of {Connections * UpdatesEach} scripts that each added one, {arrived} arrived. "
                    + "Health and budgets would be wrong, so it is not used. Start Garnet with --lua --lua-transaction-mode, or use Redis.");
            }
        }
        finally
        {
            await Task.WhenAll(connecting.Where(static made => made.IsCompletedSuccessfully).Select(static made => EndAsync(made.Result)));
        }
    }

    private static async Task EndAsync(ConnectionMultiplexer connection)
    {
        await connection.CloseAsync();
        // What is closed still has its threads.
        connection.Dispose();
    }

    private static IEnumerable<Task> Updates(IDatabase database, RedisKey key)
    {
        RedisKey[] keys = [key];
        RedisValue[] values = [Expiry.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture)];
        return Enumerable.Range(0, UpdatesEach).Select(_ => database.ScriptEvaluateAsync(Race, keys, values));
    }
}
