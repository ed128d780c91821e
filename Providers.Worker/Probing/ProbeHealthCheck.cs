using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Providers.Worker.Probing;

/// <summary>Tells what the latest probes found. A provider that is down is no illness of the worker.</summary>
internal sealed class ProbeHealthCheck(ProbeReport report) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = report.Outcomes.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal).ToDictionary(
            entry => entry.Key.Value,
            object (entry) => new
            {
                result = entry.Value.Result.ToString(),
                at = entry.Value.At,
                detail = entry.Value.Detail,
                latency_ms = entry.Value.Latency?.TotalMilliseconds,
            });
        var answering = report.Outcomes.Values.Count(outcome => outcome.Result == ProbeResult.Answers);
        var failing = report.Outcomes.Values.Count(outcome => outcome.Result == ProbeResult.Fails);
        return Task.FromResult(HealthCheckResult.Healthy(
            $"{answering} providers answer, {failing} do not, {data.Count - answering - failing} not asked", data));
    }
}
