using Router.Grpc.Settings;
using Routing.Health;

namespace Router.Grpc.Health;

/// <summary>What this router has seen of one deployment lately: failures in a row, and the pause they led to.</summary>
internal sealed class LocalCircuit
{
    private readonly Lock _gate = new();
    private int _failures;
    private int _pauses;
    private DateTimeOffset? _coolingUntil;
    private bool _wasAsked;
    private long _lastFailure;
    private string? _cause;

    /// <summary>An answer came through.</summary>
    /// <returns>Whether the state changed.</returns>
    public bool Succeeded()
    {
        lock (_gate)
        {
            if (_failures == 0)
            {
                return false;
            }

            (_failures, _pauses, _coolingUntil, _cause) = (0, 0, null, null);
            return true;
        }
    }

    /// <summary>The provider failed. A pause it asks for begins at once; otherwise failures in a row bring one.</summary>
    /// <returns>The end of the pause that began; null when none did.</returns>
    public DateTimeOffset? Failed(string cause, TimeSpan? retryAfter, CooldownSettings settings, TimeProvider time)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            _failures++;
            _lastFailure = time.GetTimestamp();
            _cause = cause;
            if (retryAfter is null && _failures < settings.AfterFailures)
            {
                return null;
            }

            // Requests that were under way when the pause began fail during it; they say nothing new.
            if (_coolingUntil > now && retryAfter is null)
            {
                return null;
            }

            var pause = retryAfter ?? settings.Initial * Math.Pow(2, Math.Min(_pauses++, 20));
            _wasAsked = retryAfter is not null;
            _coolingUntil = now + (pause < settings.Longest ? pause : settings.Longest);
            return _coolingUntil;
        }
    }

    /// <summary>What the others do not know (yet): failures that they have not been told of, and a pause after failures in a row that this router alone has met.</summary>
    /// <param name="settings">When it pauses.</param>
    /// <param name="told">Timestamp up to which the others have been told.</param>
    /// <param name="failsForAll">Whether the others see it fail as well.</param>
    /// <returns>Null when they know all.</returns>
    public HealthState? Untold(CooldownSettings settings, long told, bool failsForAll)
    {
        lock (_gate)
        {
            if (_failures > 0 && _lastFailure > told)
            {
                return State(settings);
            }

            return _failures == 0 || _wasAsked || failsForAll || _coolingUntil is null ? null : new() { CoolingUntil = _coolingUntil, Cause = _cause };
        }
    }

    /// <returns>Null while there is nothing to tell.</returns>
    public HealthState? State(CooldownSettings settings)
    {
        lock (_gate)
        {
            return _failures == 0 ? null : new()
            {
                Score = Math.Max(0, 100 - (100 * _failures / settings.AfterFailures)),
                Samples = _failures,
                CoolingUntil = _coolingUntil,
                Cause = _cause,
            };
        }
    }
}
