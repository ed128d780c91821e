using Providers.OpenAi.Responses;

namespace Router.Grpc.Connections;

/// <summary>One of a provider's keys, and until when it is left alone. Its state is its own: no circuit moves with it.</summary>
internal sealed class Credential(string key)
{
    private long _restsUntil;

    public string Key => key;

    /// <summary>Names it in ids of responses that its account keeps.</summary>
    public string Mark { get; } = StoredResponse.MarkOf(key);

    /// <summary>In ticks of UTC; 0 when it never rested.</summary>
    public long RestsUntil => Volatile.Read(ref _restsUntil);

    /// <summary>Whether the provider refused it when it last failed, rather than had enough of it for a while.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>What the provider said of it, in our words; null when it never failed.</summary>
    public string? Cause { get; private set; }

    public bool IsFree(DateTimeOffset now) => RestsUntil <= now.UtcTicks;

    public void Rest(DateTimeOffset until, bool isRefused, string cause)
    {
        (IsRefused, Cause) = (isRefused, cause);
        Volatile.Write(ref _restsUntil, until.UtcTicks);
    }

    // A key must never reach a log.
    public override string ToString() => "a credential";
}
