using System.Net.Http.Headers;
using System.Text;
using ServiceDefaults.ControlPlane;

namespace Admin.Web.Access;

/// <summary>
/// Where other machines reach the console, asks for the service key as a browser can give it: as the password of its sign-in
/// dialog, with any name. On loopback alone the console is open, as the machine's own user is trusted there.
/// </summary>
internal sealed class SignIn(RequestDelegate next, ServiceKey key, IConfiguration configuration)
{
    private readonly bool _open = ListenAddresses.OffLoopback(configuration).Count == 0;

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (_open || IsHealth(context.Request.Path) || key.Admits(Presented(context.Request)))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"Aspire.Routing: the password is the service key\", charset=\"UTF-8\"";
        return context.Response.WriteAsync("Sign in with the service key as the password; the name does not matter.", context.RequestAborted);
    }

    private static bool IsHealth(PathString path) => path.StartsWithSegments("/health") || path.StartsWithSegments("/alive");

    private static string? Presented(HttpRequest request) =>
        (string?)request.Headers[ServiceKey.Header] ?? Password(request.Headers.Authorization);

    private static string? Password(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header)
            || !"Basic".Equals(header.Scheme, StringComparison.OrdinalIgnoreCase)
            || header.Parameter is not { } parameter)
        {
            return null;
        }

        var decoded = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, decoded, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(decoded.AsSpan(0, length));
        return text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
