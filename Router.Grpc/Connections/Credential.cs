using Providers.Failures;
using Providers.OpenAi.Responses;

namespace Router.Grpc.Connections;

/// <summary>One of a provider's keys, and until when it is left alone. Its state is its own: no circuit moves with it.</summary>
internal sealed class Credential(string key)
{
    private readonly Lock _gate = new();
    private long _restsUntil;

    public string Key => key;

    /// <summary>Names it in ids of responses that its account keeps.</summary>
    public string Mark { get; } = StoredResponse.MarkOf(key);

    /// <summary>In ticks of UTC; 0 when it never rested.</summary>
    public long RestsUntil => Volatile.Read(ref _restsUntil);

    /// <summary>Whether the provider refused it when it last failed, rather than had enough of it for a while.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Whether no model of the provider is to be had for it: a key that is forbidden one may be allowed the next.</summary>
    public bool ServesNothing { get; private set; }

    /// <summary>What the provider said of it, in our words; null when it never failed.</summary>
    public string? Cause { get; private set; }

    public bool IsFree(DateTimeOffset now) => RestsUntil <= now.UtcTicks;

    /// <summary>Leaves it alone until then. A call that was under way when it was quarantined, and fails for less, shortens nothing.</summary>
    /// <param name="until">The end of its rest.</param>
    /// <param name="failure">Why.</param>
    public void Rest(DateTimeOffset until, UpstreamFailure failure)
    {
        lock (_gate)
        {
            if (until.UtcTicks <= _restsUntil)
            {
                return;
            }

            IsRefused = failure.Kind is not FailureKind.RateLimited;
            ServesNothing = IsRefused && failure.Status != 403;
            Cause = failure.Message;
            Volatile.Write(ref _restsUntil, until.UtcTicks);
        }
    }

    // A key must never reach a log.
    public override string ToString() => "a credential";
}
