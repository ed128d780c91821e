using Router.Grpc.Settings;
using Router.Grpc.Telemetry;

namespace Router.Grpc.Health;

/// <summary>Whether health is shared with the other routers right now, for whoever asks and for metrics.</summary>
internal sealed class Sharing
{
    private readonly TimeProvider _time;
    private volatile Gap? _gap;
    private int _losses;

    public Sharing(RouterSettings settings, RouterMeter meter, TimeProvider time)
    {
        IsAlone = settings.Alone;
        _time = time;
        meter.Gauge("routing.router.health.shared", "1", "1 while health is shared with the other routers, else 0.", () => IsOn ? 1 : 0);
        meter.Gauge("routing.router.health.unshared.duration", "s", "For how long health has not been shared.", () => Away.TotalSeconds);
        meter.Gauge("routing.router.health.losses", "{loss}", "How often the shared store has lost what it knew.", () => _losses);
    }

    /// <summary>Whether the router has nobody to share with.</summary>
    public bool IsAlone { get; }

    /// <summary>Whether it is shared.</summary>
    public bool IsOn => !IsAlone && _gap is null;

    /// <summary>Why it is not shared, in words; null while it is.</summary>
    public string? Reason => IsAlone ? "This router runs alone." : _gap?.Reason;

    /// <summary>For how long it has not been.</summary>
    public TimeSpan Away => _gap is { } gap ? _time.GetElapsedTime(gap.Since) : TimeSpan.Zero;

    /// <summary>How often the store has lost what it knew.</summary>
    public int Losses => _losses;

    /// <returns>Whether that is news.</returns>
    public bool Ends(string reason)
    {
        var was = _gap;
        _gap = new(reason, was?.Since ?? _time.GetTimestamp());
        return was is null;
    }

    /// <returns>Whether that is news.</returns>
    public bool Begins()
    {
        var was = _gap;
        _gap = null;
        return was is not null;
    }

    public void Lost() => Interlocked.Increment(ref _losses);

    private sealed record Gap(string Reason, long Since);
}
