using Aspire.Catalog.V1;
using Catalog.Api.Snapshots;
using Grpc.Core;

namespace Catalog.Api.Grpc;

/// <summary>The registry over gRPC.</summary>
internal sealed class CatalogGrpcService(CatalogWatch watch, IHostApplicationLifetime lifetime) : CatalogService.CatalogServiceBase
{
    public override async Task WatchCatalog(
        WatchCatalogRequest request, IServerStreamWriter<WatchCatalogResponse> responseStream, ServerCallContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await watch.ServeAsync(request.KnownRevision, responseStream, either.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "Catalog.Api is shutting down. Connect again."));
        }
    }
}
