using Aspire.Catalog.V1;
using Catalog.Api.Deployments;
using Catalog.Api.Rest;
using Catalog.Api.Snapshots;
using Catalog.Api.Sync;
using Grpc.Core;
using Npgsql;
using Protos.Mapping;

namespace Catalog.Api.Grpc;

/// <summary>The registry over gRPC.</summary>
internal sealed partial class CatalogGrpcService(
    CatalogFeed feed,
    CatalogWatch watch,
    ProviderSync sync,
    ProviderCalls providers,
    NpgsqlDataSource database,
    Edits edits,
    DeploymentWriter deployments,
    TimeProvider time,
    IHostApplicationLifetime lifetime) : CatalogService.CatalogServiceBase
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

    public override Task<ListDeploymentsResponse> ListDeployments(ListDeploymentsRequest request, ServerCallContext context) =>
        Task.FromResult(DeploymentPages.Read(feed.Current ?? throw GrpcErrors.NotReady(), request));

    public override Task<GetDeploymentResponse> GetDeployment(GetDeploymentRequest request, ServerCallContext context)
    {
        var snapshot = feed.Current ?? throw GrpcErrors.NotReady();
        var found = snapshot.Deployments.FirstOrDefault(row => row.Id.Provider.Value == request.Provider && row.Id.Model == request.Model)
            ?? throw GrpcErrors.DeploymentNotFound(request.Provider, request.Model);
        return Task.FromResult(new GetDeploymentResponse { Deployment = CatalogWire.ToWire(found) });
    }

    public override async Task<SyncProviderResponse> SyncProvider(SyncProviderRequest request, ServerCallContext context)
    {
        var faults = ProviderAnswer.Read(request, out var answer);
        if (faults.Count > 0)
        {
            throw GrpcErrors.Invalid(faults);
        }

        return await sync.TakeOverAsync(answer, confirmed: false, context.CancellationToken) switch
        {
            SyncOutcome.Applied applied => new SyncProviderResponse
            {
                Added = applied.Added,
                Updated = applied.Updated,
                Unchanged = applied.Unchanged,
                Missing = applied.Missing,
            },
            SyncOutcome.Refused refused => throw GrpcErrors.Precondition(refused.Reason, refused.Message),
            _ => throw GrpcErrors.ProviderNotFound(request.Provider),
        };
    }

    public override Task<CreateProviderResponse> CreateProvider(CreateProviderRequest request, ServerCallContext context) =>
        providers.CreateAsync(request, context.CancellationToken);

    public override Task<GetProviderResponse> GetProvider(GetProviderRequest request, ServerCallContext context) =>
        providers.GetAsync(request, context.CancellationToken);

    public override Task<ListProvidersResponse> ListProviders(ListProvidersRequest request, ServerCallContext context) =>
        providers.ListAsync(request, context.CancellationToken);

    public override Task<UpdateProviderResponse> UpdateProvider(UpdateProviderRequest request, ServerCallContext context) =>
        providers.UpdateAsync(request, context.CancellationToken);

    public override Task<DeleteProviderResponse> DeleteProvider(DeleteProviderRequest request, ServerCallContext context) =>
        providers.DeleteAsync(request, context.CancellationToken);

    private static string Named(string key, string field) => key.Length > 0 ? key : throw GrpcErrors.Invalid([(field, "is missing")]);
}
