using Routing.Health;

namespace Router.Grpc.Health;

/// <summary>Outcomes of one subject, added up. Whoever adds sees to it that nobody else does.</summary>
internal sealed class OutcomeSum
{
    private int _successes;
    private int _failures;
    private TimeSpan _latency;
    private double _latencyLogs;
    private int _firstContents;
    private TimeSpan _firstContent;
    private double _firstContentLogs;
    private string? _cause;
    private TimeSpan? _cooldown;

    public void Succeeded(TimeSpan latency, TimeSpan? firstContent)
    {
        _successes++;
        _latency += latency;
        _latencyLogs += Log(latency);
        if (firstContent is { } first)
        {
            _firstContents++;
            _firstContent += first;
            _firstContentLogs += Log(first);
        }
    }

    public void Failed(string cause, TimeSpan? cooldown)
    {
        _failures++;
        _cause = cause;
        _cooldown = cooldown is null || _cooldown > cooldown ? _cooldown : cooldown;
    }

    public HealthObservation Of(HealthSubject subject) => new()
    {
        Subject = subject,
        Successes = _successes,
        Failures = _failures,
        Latency = _latency,
        LatencyLogs = _latencyLogs,
        FirstContents = _firstContents,
        FirstContent = _firstContent,
        FirstContentLogs = _firstContentLogs,
        Cause = _cause,
        Cooldown = _cooldown,
    };

    private static double Log(TimeSpan took) => Math.Log(Math.Max(took.TotalMilliseconds, 0.1));
}
