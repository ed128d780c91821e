namespace ServiceDefaults.Redis;

/// <summary>There is no Redis-protocol server that could be trusted with shared state; the message says why and what to do.</summary>
public sealed class UnusableRedisException(string message) : Exception(message);
