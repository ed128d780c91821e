using Microsoft.Extensions.Diagnostics.HealthChecks;
using Protos.Feeds;
using Router.Grpc.Admission;
using Router.Grpc.Settings;

namespace Router.Grpc.Feeds;

/// <summary>Says whether callers need a virtual key, and whether the router knows which there are.</summary>
internal sealed class AccessHealthCheck(CurrentAccess access, RouterSettings settings, AccessWatcher? watcher = null) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        var rule = settings.RequireKeys ? "Callers need a virtual key." : "Callers need no virtual key.";
        return (access.Table, watcher?.Lost) switch
        {
            (null, var away) when settings.RequireKeys => HealthCheckResult.Degraded($"{rule} None is known yet. {away}"),
            (null, var away) => HealthCheckResult.Healthy($"{rule} {away}"),
            ({ } table, { } away) => HealthCheckResult.Degraded($"{rule} {away} {table.Count} secrets known before stay in force."),
            ({ } table, null) => HealthCheckResult.Healthy($"{rule} {table.Count} secrets are in force."),
        };
    }
}
