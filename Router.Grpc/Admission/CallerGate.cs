using Microsoft.Extensions.Primitives;
using Router.Grpc.Grpc;
using Router.Grpc.Settings;
using Router.Grpc.Surfaces;
using ServiceDefaults.ControlPlane;
using ServiceDefaults.VirtualKeys;

namespace Router.Grpc.Admission;

/// <summary>
/// Finds out who calls, on every surface alike, and turns away whoever may not. The key comes in <c>Authorization: Bearer</c> or in
/// <c>x-api-key</c>, which gRPC carries as metadata of the same names.
/// </summary>
/// <remarks>
/// Where no key is needed, SDKs still send one that their users made up; only a secret of our own form is held to be meant.
/// </remarks>
internal sealed class CallerGate(RequestDelegate next, CurrentAccess access, RouterSettings settings, ServiceKey serviceKey, TimeProvider time)
{
    private const string Bearer = "Bearer ";
    private const string ApiKeyHeader = "x-api-key";

    public Task InvokeAsync(HttpContext context)
    {
        var fault = Admit(context);
        return fault is KeyFault.None || IsOpen(context.Request) ? next(context) : RefuseAsync(context, fault);
    }

    private KeyFault Admit(HttpContext context)
    {
        var secret = SecretIn(context.Request.Headers);
        if (secret.IsEmpty)
        {
            return settings.RequireKeys ? KeyFault.Missing : KeyFault.None;
        }

        if (access.Table is not { } table)
        {
            return KeyFault.NotReady;
        }

        if (table.Find(secret) is not { } held)
        {
            return KeyFault.Invalid;
        }

        var fault = held.FaultAt(time.GetUtcNow());
        if (fault is KeyFault.None)
        {
            context.Features.Set(held.Caller);
        }

        return fault;
    }

    private static ReadOnlySpan<char> SecretIn(IHeaderDictionary headers)
    {
        if (((string?)headers.Authorization).AsSpan() is { IsEmpty: false } authorization && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            var token = authorization[Bearer.Length..].Trim();
            if (KeySecret.IsMeant(token))
            {
                return token;
            }
        }

        headers.TryGetValue(ApiKeyHeader, out StringValues values);
        var key = ((string?)values).AsSpan().Trim();
        return KeySecret.IsMeant(key) ? key : [];
    }

    // Orchestrators and clients ask these whether somebody is there; the answers tell nothing. The snapshot has a key of its own.
    private bool IsOpen(HttpRequest request)
    {
        var path = request.Path;
        return path == "/" || path.StartsWithSegments("/health") || path.StartsWithSegments("/alive") || path.StartsWithSegments("/metrics")
            || path == "/api/version" || path.StartsWithSegments("/routing/v1/snapshot") || path.StartsWithSegments("/grpc.health.v1.Health")
            || (serviceKey.Value is not null && serviceKey.Admits(request.Headers[ServiceKey.Header]));
    }

    private static Task RefuseAsync(HttpContext context, KeyFault fault)
    {
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) is true)
        {
            GrpcErrors.Answer(context.Response, GrpcErrors.Of(fault));
            return Task.CompletedTask;
        }

        var error = CallerErrors.Of(fault);
        if (error.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return ErrorAnswer.WriteAsync(context, ErrorForms.Of(context.Request), error);
    }
}
