using System.Diagnostics;
using System.Diagnostics.Metrics;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Telemetry;

/// <summary>What is measured of requests.</summary>
internal sealed class RequestInstruments(RouterMeter meter)
{
    private static readonly double[] Decisions = [5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 1e-2];

    private readonly Counter<long> _requests = meter.Counter("routing.router.requests", "{request}", "Chat requests by how they ended.");
    private readonly Counter<long> _fallbacks = meter.Counter("routing.router.fallbacks", "{request}", "Requests served by another candidate than the first.");
    private readonly Counter<long> _experiments = meter.Counter("routing.router.experiments", "{request}", "Requests that took part in an experiment, by variant and by how they ended.");
    private readonly Histogram<double> _decision = meter.Histogram("routing.router.decision.duration", "s", "Time taken by a decision.", Decisions);

    public bool MeasuresDecisions => _decision.Enabled;

    public void Decided(TimeSpan duration) => _decision.Record(duration.TotalSeconds);

    public void Ended(ChatCall call, CallEnd end)
    {
        if (_requests.Enabled)
        {
            _requests.Add(1, new TagList { { "routing.tier", call.Decision.Tier ?? "" }, { "routing.outcome", NameOf(call, end) } });
        }

        if (call.Decision.Experiment is { } part && _experiments.Enabled)
        {
            // As many series as there are variants of experiments that run.
            _experiments.Add(1, new TagList { { "routing.experiment", part.Experiment }, { "routing.variant", part.Variant }, { "routing.outcome", NameOf(call, end) } });
        }

        if (end == CallEnd.Served && call.Attempts > 1)
        {
            _fallbacks.Add(1);
        }
    }

    public static string NameOf(ChatCall call, CallEnd end) => end switch
    {
        CallEnd.Served => call.Cache == CacheUse.Hit ? "cached" : "ok",
        CallEnd.Aborted => "aborted",
        CallEnd.Refused => "refused",
        _ => "failed",
    };
}
