using Health.Benchmarks;
using TestKit.Redis;

switch (args)
{
    case ["merge"]:
        await MergeBenchmark.RunAsync(RedisKind.Garnet);
        return 0;
    case ["merge", "redis"]:
        await MergeBenchmark.RunAsync(RedisKind.Redis);
        return 0;
    case ["slowness"]:
        SlownessSimulation.Print();
        return 0;
    default:
        Console.Error.WriteLine(
            """
            merge [redis]   how many outcomes a second a server merges, Garnet unless Redis is asked for
            slowness        false alarms a day on steady noise, and how soon doubled latency is found
            """);
        return 2;
}
