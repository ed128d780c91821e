using Aspire.Catalog.V1;
using Grpc.Core;

namespace Catalog.Api.Access;

/// <summary>Access over gRPC, for routers.</summary>
internal sealed class AccessGrpcService(AccessWatch watch, IHostApplicationLifetime lifetime) : AccessService.AccessServiceBase
{
    public override async Task WatchAccess(WatchAccessRequest request, IServerStreamWriter<WatchAccessResponse> responseStream, ServerCallContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await watch.ServeAsync(request.KnownRevision, request.KnownEpoch, responseStream, either.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "Catalog.Api is shutting down. Connect again."));
        }
    }
}
