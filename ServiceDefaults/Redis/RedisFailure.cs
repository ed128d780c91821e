using StackExchange.Redis;

namespace ServiceDefaults.Redis;

/// <summary>Tells an absent or unusable Redis from a bug.</summary>
public static class RedisFailure
{
    /// <summary>Whether Redis is away, too slow, refusing or unfit, so that a service goes on without it and says so.</summary>
    public static bool IsOutage(Exception exception) =>
        exception is RedisException or TimeoutException or UnusableRedisException;
}
