using StackExchange.Redis;

namespace ServiceDefaults.Redis;

/// <summary>The connection to Redis, and whether the server behind it has proved that it loses no update.</summary>
/// <remarks>The proof is taken once, at the first use after a start, or at the first moment when the server answers.</remarks>
public sealed class RedisGate(IConnectionMultiplexer? connection, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _turn = new(1);
    private volatile bool _fit;
    private UnusableRedisException? _refusal;
    private long _refusedAt;

    internal IConnectionMultiplexer Connection => connection ?? throw NotConfigured();

    /// <summary>Returns when the server may be used.</summary>
    /// <exception cref="UnusableRedisException">It loses updates, or none is configured.</exception>
    /// <exception cref="RedisException">It is away.</exception>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public async ValueTask AdmitAsync(CancellationToken cancellationToken)
    {
        if (!_fit)
        {
            await TryAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // A server may come back with better settings, but proving takes thousands of calls.
            if (_refusal is not null && time.GetElapsedTime(_refusedAt) < TryAgainAfter)
            {
                throw _refusal;
            }

            if (!_fit)
            {
                await LostUpdateTrial.RunAsync(Options()).WaitAsync(Deadline, time, cancellationToken);
                _fit = true;
            }
        }
        catch (UnusableRedisException refusal)
        {
            _refusedAt = ReferenceEquals(refusal, _refusal) ? _refusedAt : time.GetTimestamp();
            _refusal = refusal;
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static UnusableRedisException NotConfigured() =>
        new("No Redis is configured. Set ConnectionStrings__redis to its host:port, or start the whole stack with the AppHost.");

    private ConfigurationOptions Options()
    {
        var options = ConfigurationOptions.Parse(Connection.Configuration);
        options.AbortOnConnectFail = true;
        // The client may miss the answer to its first attempt; with two of 5 s each the deadline is used up.
        options.ConnectRetry = 2;
        return options;
    }
}
