using Aspire.Catalog.V1;
using Catalog.Api.Deployments;
using Catalog.Api.Rest;
using Catalog.Api.Snapshots;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Protos.Mapping;

namespace Catalog.Api.Grpc;

/// <content>Deployments and their prices.</content>
internal sealed partial class CatalogGrpcService
{
    private static readonly string[] Editable =
    [
        "canonical_model", "name", "lifecycle", "deprecated_at", "retires_at", "is_free", "enabled", "capabilities", "context_window",
        "max_output_tokens", "region", "unsupported_parameters",
    ];

    public override async Task<UpdateDeploymentResponse> UpdateDeployment(UpdateDeploymentRequest request, ServerCallContext context)
    {
        context.Expect(request.Etag);
        var given = request.Deployment ?? new();
        var provider = Named(given.Provider, "deployment.provider");
        await PutAsync(provider, Named(given.Model, "deployment.model"), DeploymentWire.ToWrite(given, Fields(request.UpdateMask)), context);
        var (deployment, etag) = await ReadDeploymentAsync(provider, given.Model, context.CancellationToken);
        return new() { Deployment = deployment, Etag = etag };
    }

    public override async Task<DeleteDeploymentResponse> DeleteDeployment(DeleteDeploymentRequest request, ServerCallContext context)
    {
        context.Expect(request.Etag);
        RestOperation.Require(
            await DeploymentEndpoints.DeleteAsync(request.Provider, new ModelName(request.Model), edits, context.CancellationToken));
        return new();
    }

    public override async Task<ListPricesResponse> ListPrices(ListPricesRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var all = await SnapshotReader.DeploymentsAsync(connection, null, context.CancellationToken);
        var (rows, next) = GrpcPage.Cut(all.Where(row => !row.Prices.IsEmpty), row => row.Id.ToString(), request.PageSize, request.PageToken);
        return new() { Prices = { rows.Select(CatalogWire.ToWire).Select(DeploymentWire.PricesOf) }, NextPageToken = next };
    }

    public override async Task<GetPricesResponse> GetPrices(GetPricesRequest request, ServerCallContext context)
    {
        var (deployment, etag) = await ReadDeploymentAsync(request.Provider, request.Model, context.CancellationToken);
        return new() { Prices = DeploymentWire.PricesOf(deployment), Etag = etag };
    }

    public override async Task<UpdatePricesResponse> UpdatePrices(UpdatePricesRequest request, ServerCallContext context)
    {
        var given = request.Prices ?? new();
        var (deployment, etag) = await ReplacePricesAsync(given.Provider, given.Model, given.Prices, request.Etag, context);
        return new() { Prices = DeploymentWire.PricesOf(deployment), Etag = etag };
    }

    public override async Task<DeletePricesResponse> DeletePrices(DeletePricesRequest request, ServerCallContext context)
    {
        await ReplacePricesAsync(request.Provider, request.Model, [], request.Etag, context);
        return new();
    }

    private async Task<(Deployment Deployment, string Etag)> ReplacePricesAsync(
        string provider, string model, IEnumerable<Price> prices, string etag, ServerCallContext context)
    {
        // A price must not bring a deployment into being.
        await ReadDeploymentAsync(provider, model, context.CancellationToken);
        context.Expect(etag);
        await PutAsync(provider, model, new DeploymentWrite { Prices = [.. prices.Select(DeploymentWire.ToView)] }, context);
        return await ReadDeploymentAsync(provider, model, context.CancellationToken);
    }

    private async Task PutAsync(string provider, string model, DeploymentWrite write, ServerCallContext context) => RestOperation.Require(
        await DeploymentEndpoints.PutAsync(provider, new ModelName(model), write, edits, deployments, context.CancellationToken));

    private static HashSet<string> Fields(FieldMask? mask)
    {
        if (mask is not { Paths.Count: > 0 })
        {
            return [.. Editable];
        }

        return mask.Paths.Except(Editable).ToArray() is { Length: > 0 } unknown
            ? throw GrpcErrors.Invalid([.. unknown.Select(path => ("update_mask", $"names {path}; there are {string.Join(", ", Editable)}"))])
            : [.. mask.Paths];
    }

    private async Task<(Deployment Deployment, string Etag)> ReadDeploymentAsync(string provider, string model, CancellationToken cancellationToken)
    {
        var id = $"{provider}/{model}";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = (await SnapshotReader.DeploymentsAsync(connection, [id], cancellationToken)).FirstOrDefault()
            ?? throw GrpcErrors.DeploymentNotFound(provider, model);
        return (CatalogWire.ToWire(found), await RestOperation.EtagAsync(connection, DeploymentEndpoints.Kinds, id, cancellationToken));
    }
}
