using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using ServiceDefaults.ControlPlane;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// Says who may read metrics. Where only this machine can call, whoever is on it; elsewhere whoever presents the setting
/// <c>MetricsKey</c> (or what the file in <c>MetricsKeyFile</c> holds) as a bearer token, as Prometheus does, or the service key.
/// </summary>
internal sealed class ScrapeGate(RequestDelegate next, IConfiguration configuration)
{
    private readonly bool _open = ListenAddresses.OffLoopback(configuration).Count == 0;
    private readonly ServiceKey _metricsKey = ServiceKey.From(configuration, "MetricsKey");
    private readonly ServiceKey _serviceKey = ServiceKey.From(configuration);

    public Task InvokeAsync(HttpContext context)
    {
        if (_open || Admits(_metricsKey, Bearer(context.Request)) || Admits(_serviceKey, context.Request.Headers[ServiceKey.Header]))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem(
            "Metrics need the secret of the setting MetricsKey as a bearer token, or the service key in x-service-key.",
            statusCode: StatusCodes.Status401Unauthorized,
            title: "Unauthenticated").ExecuteAsync(context);
    }

    // A key that is not set admits nobody here.
    private static bool Admits(ServiceKey key, string? presented) => key.Value is not null && key.Admits(presented);

    private static string? Bearer(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
        && "Bearer".Equals(header.Scheme, StringComparison.OrdinalIgnoreCase)
            ? header.Parameter
            : null;
}
