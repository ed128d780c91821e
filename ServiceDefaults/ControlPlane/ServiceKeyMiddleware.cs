using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.ControlPlane;

/// <summary>Turns away calls to the control plane that lack the service key, in the caller's own protocol.</summary>
public sealed class ServiceKeyMiddleware(RequestDelegate next, ServiceKey key)
{
    private const string Message = "This call needs the service key in x-service-key, or, where keys are kept, an admin key in Authorization: Bearer.";

    /// <summary>Lets a call on, or turns it away.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<AdmittedCaller>() is not null || key.Admits(context.Request.Headers[ServiceKey.Header]) || IsHealth(context.Request.Path) || IsLocalRead(context.Request))
        {
            return next(context);
        }

        return RefuseAsync(context);
    }

    /// <summary>Turns a call away, in the caller's own protocol.</summary>
    public static Task RefuseAsync(HttpContext context) =>
        context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true
            ? RefuseGrpc(context.Response)
            : RefuseHttpAsync(context);

    // Orchestrators probe without secrets; the answers hold none.
    private static bool IsHealth(PathString path) =>
        path.StartsWithSegments("/health") || path.StartsWithSegments("/alive") || path.StartsWithSegments("/grpc.health.v1.Health");

    // Where only this machine can call, whoever is on it may look; changing anything takes the key. gRPC calls are all POST.
    private bool IsLocalRead(HttpRequest request) =>
        key.IsLocalOnly && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));

    private static Task RefuseGrpc(HttpResponse response)
    {
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)StatusCode.Unauthenticated).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Message;
        return Task.CompletedTask;
    }

    private static Task RefuseHttpAsync(HttpContext context) =>
        Results.Problem(Message, statusCode: StatusCodes.Status401Unauthorized, title: "Unauthenticated").ExecuteAsync(context);
}
