using StackExchange.Redis;

namespace Router.Grpc.Caching;

/// <summary>Every Redis key of the cache of answers; nothing else builds one.</summary>
/// <remarks>
/// <code>
/// key                           type      expiry                  written by   read by
/// aspire-routing:answer:HASH    string    Router:Cache:Lifetime   router       router
/// </code>
/// HASH is <see cref="CacheKey.Hash"/>. The value is a line of JSON (<c>MediaType</c>, <c>Dropped</c>, <c>Expires</c> in milliseconds
/// since 1970) and then the provider's answer, byte for byte.
/// </remarks>
internal static class AnswerKeys
{
    public static RedisKey Of(CacheKey key) => "aspire-routing:answer:" + key.Hash;
}
