using Npgsql;
using ServiceDefaults.ControlPlane;
using ServiceDefaults.VirtualKeys;

namespace Catalog.Api.Keys;

/// <summary>
/// Lets admin keys do what the service key may, but for the feeds of routers, which hand out hashes and stored credentials. A secret of
/// our form that proves no admin is refused, wherever no key would be needed too: whoever sends one means it.
/// </summary>
internal sealed class AdminKeyGate(RequestDelegate next, KeyPepper peppers, NpgsqlDataSource database, TimeProvider time)
{
    private const string Bearer = "Bearer ";
    private static readonly string[] FeedsOfRouters = ["/aspire.catalog.v1.AccessService", "/aspire.catalog.v1.CredentialService"];

    public async Task InvokeAsync(HttpContext context)
    {
        var authorization = (string?)context.Request.Headers.Authorization ?? "";
        var secret = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : "";
        if (KeySecret.IsMeant(secret) && !FeedsOfRouters.Any(feed => context.Request.Path.StartsWithSegments(feed)))
        {
            if (await AdminOfAsync(secret, context.RequestAborted) is not { } key)
            {
                await ServiceKeyMiddleware.RefuseAsync(context);
                return;
            }

            context.Features.Set(new AdmittedCaller(key));
        }

        await next(context);
    }

    private async Task<string?> AdminOfAsync(string secret, CancellationToken cancellationToken)
    {
        if (peppers.Find(out _) is not { } pepper || NewSecret.HashOf(pepper, secret) is not { } hash)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await KeyStore.FindAdminAsync(connection, hash, time.GetUtcNow(), cancellationToken);
    }
}
