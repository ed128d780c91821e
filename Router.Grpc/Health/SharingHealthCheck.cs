using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Router.Grpc.Health;

/// <summary>Says whether decisions rest on what all routers see or on what this one sees alone. Both serve.</summary>
internal sealed class SharingHealthCheck(Sharing sharing, HealthBook book) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object> { ["subjects"] = book.Current.Records.Count, ["losses"] = sharing.Losses };
        return Task.FromResult(sharing.Reason is { } reason
            ? HealthCheckResult.Degraded(
                $"{reason} For {sharing.Away.TotalSeconds:F0} s the last view and this router's own observations have decided.", data: data)
            : HealthCheckResult.Healthy("shared with the other routers", data));
    }
}
