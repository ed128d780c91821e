using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AppHost.Backends;

/// <summary>Attaches a check of our own to a server, so that others wait for it and not for the open port alone.</summary>
internal static class Readiness
{
    public static IResourceBuilder<T> WithReadiness<T>(this IResourceBuilder<T> server, IHealthCheck check)
        where T : IResource
    {
        var key = $"{server.Resource.Name}_ready";
        server.ApplicationBuilder.Services.AddHealthChecks().AddCheck(key, check);
        return server.WithHealthCheck(key);
    }
}
