namespace TestKit.Redis;

/// <summary>Which program speaks the Redis protocol.</summary>
public enum RedisKind
{
    /// <summary>Garnet, restored with the test projects.</summary>
    Garnet,

    /// <summary>The installed redis-server.</summary>
    Redis,
}
