using ServiceDefaults.Redis;
using StackExchange.Redis;

namespace Router.Grpc.Caching;

/// <summary>
/// The answers that routers share through Redis. While Redis is away there are none: a cache is no reason to fail, nor to keep a
/// request waiting.
/// </summary>
internal sealed partial class SharedAnswers(TimeProvider time, ILogger<SharedAnswers> logger, IConnectionMultiplexer? redis = null)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private bool _away;
    private long _awaySince;

    /// <summary>An answer that any router kept; null when there is none, or nobody can say.</summary>
    public async ValueTask<CachedAnswer?> FindAsync(CacheKey key)
    {
        if (redis is null || IsResting())
        {
            return null;
        }

        try
        {
            var value = (byte[]?)await redis.GetDatabase().StringGetAsync(AnswerKeys.Of(key)).WaitAsync(Deadline, time);
            Note(failure: null);
            return value is not null && CachedAnswer.From(value) is { } answer && answer.Expires > time.GetUtcNow() ? answer : null;
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            Note(e);
            return null;
        }
    }

    /// <summary>Keeps an answer for all; nobody waits for it.</summary>
    public void Keep(CacheKey key, CachedAnswer answer)
    {
        if (redis is null || IsResting())
        {
            return;
        }

        try
        {
            _ = redis.GetDatabase().StringSetAsync(AnswerKeys.Of(key), answer.ToBytes(), answer.Expires - time.GetUtcNow(), flags: CommandFlags.FireAndForget);
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            Note(e);
        }
    }

    private bool IsResting()
    {
        lock (_gate)
        {
            return _away && time.GetElapsedTime(_awaySince) < Rest;
        }
    }

    private void Note(Exception? failure)
    {
        lock (_gate)
        {
            var was = _away;
            (_away, _awaySince) = (failure is not null, time.GetTimestamp());
            if (was != _away)
            {
                (_away ? (Action)LogAway : LogBack)();
            }
        }
    }

    [LoggerMessage(EventId = 700, Level = LogLevel.Warning, Message = "Redis does not answer. Until it does, answers are cached by this router alone.")]
    private partial void LogAway();

    [LoggerMessage(EventId = 701, Level = LogLevel.Information, Message = "Redis answers again. Cached answers are shared with the other routers.")]
    private partial void LogBack();
}
