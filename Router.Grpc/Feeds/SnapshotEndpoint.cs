using Router.Grpc.OpenAi;
using Router.Grpc.Surfaces;
using Routing.Catalog;
using ServiceDefaults.ControlPlane;

namespace Router.Grpc.Feeds;

/// <summary><c>GET /routing/v1/snapshot</c>: the catalog as this router sees it, in the format of the snapshot file.</summary>
internal sealed class SnapshotEndpoint(CurrentFeed feed, ServiceKey key, IConfiguration configuration)
{
    private const string Hidden = "hidden";

    // Where other machines reach the port, only who knows the stack's own secret gets to see its addresses.
    private readonly bool _open = ListenAddresses.OffLoopback(configuration).Count == 0;

    public async Task HandleAsync(HttpContext context)
    {
        var presented = (string?)context.Request.Headers[ServiceKey.Header];
        if (!key.Admits(presented) || (!_open && key.Value is null))
        {
            await OpenAiErrorWriter.WriteAsync(context, CallerErrors.ServiceKeyNeeded);
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers[RoutingHeaders.RequestId] = RequestIds.Of(context);
        await context.Response.Body.WriteAsync(SnapshotFile.Write(WithoutSecrets(feed.State.Index.Snapshot)), context.RequestAborted);
    }

    private static CatalogSnapshot WithoutSecrets(CatalogSnapshot snapshot) => snapshot with
    {
        Providers = [.. snapshot.Providers.Select(WithoutSecrets)],
    };

    // Some endpoints take their key in the address or in a header of their own.
    private static Provider WithoutSecrets(Provider provider) => provider with
    {
        BaseUrl = new UriBuilder(provider.BaseUrl)
        {
            UserName = "",
            Password = "",
            Query = provider.BaseUrl.Query.Length > 0 ? Hidden : "",
        }.Uri,
        Headers = provider.Headers.SetItems(provider.Headers.Keys.Select(static name => KeyValuePair.Create(name, Hidden))),
    };
}
