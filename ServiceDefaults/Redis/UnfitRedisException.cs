namespace ServiceDefaults.Redis;

/// <summary>The Redis-protocol server cannot be trusted with shared state.</summary>
public sealed class UnfitRedisException(string message) : Exception(message);
