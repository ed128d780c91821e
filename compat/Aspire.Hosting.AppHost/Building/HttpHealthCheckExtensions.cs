using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static class HttpHealthCheckExtensions
{
    /// <summary>The resource is ready when a GET answers with the expected status (200 unless told otherwise).</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder,
        string? path = null,
        int? statusCode = null,
        string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        var (route, status, name) = (path ?? "/", statusCode ?? 200, endpointName ?? "http");
        var key = $"{builder.Resource.Name}_{name}_{route}_{status}_check";
        var endpoint = builder.GetEndpoint(name);
        builder.ApplicationBuilder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(key, _ => new HttpHealthCheck(endpoint, route, status), failureStatus: null, tags: null));
        return builder.WithHealthCheck(key);
    }
}
