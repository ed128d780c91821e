using Aspire.Catalog.V1;
using Catalog.Api.Models;
using Catalog.Api.Rest;
using Catalog.Api.Snapshots;
using Grpc.Core;
using Npgsql;
using Protos.Mapping;

namespace Catalog.Api.Grpc;

/// <content>Canonical models.</content>
internal sealed partial class CatalogGrpcService
{
    public override async Task<ListModelsResponse> ListModels(ListModelsRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var all = await SnapshotReader.ModelsAsync(connection, null, context.CancellationToken);
        var (rows, next) = GrpcPage.Cut(all, row => row.Id.Value, request.PageSize, request.PageToken);
        return new() { Models = { rows.Select(CatalogWire.ToWire) }, NextPageToken = next };
    }

    public override async Task<GetModelResponse> GetModel(GetModelRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var (model, etag) = await ReadModelAsync(connection, request.Id, context.CancellationToken);
        return new() { Model = model, Etag = etag };
    }

    public override async Task<UpdateModelResponse> UpdateModel(UpdateModelRequest request, ServerCallContext context)
    {
        context.Expect(request.Etag);
        var given = request.Model ?? new();
        var write = new ModelView
        {
            Name = given.Name.Length == 0 ? given.Id : given.Name,
            Family = given.Family,
            Capabilities = [.. given.Capabilities],
            ContextWindow = given.ContextWindow,
        };
        RestOperation.Require(await ModelEndpoints.PutAsync(new ModelName(Named(given.Id, "model.id")), write, edits, context.CancellationToken));
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var (model, etag) = await ReadModelAsync(connection, given.Id, context.CancellationToken);
        return new() { Model = model, Etag = etag };
    }

    public override async Task<DeleteModelResponse> DeleteModel(DeleteModelRequest request, ServerCallContext context)
    {
        context.Expect(request.Etag);
        RestOperation.Require(await ModelEndpoints.DeleteAsync(new ModelName(request.Id), edits, context.CancellationToken));
        return new();
    }

    private static async Task<(Model Model, string Etag)> ReadModelAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        var found = (await SnapshotReader.ModelsAsync(connection, [id], cancellationToken)).FirstOrDefault()
            ?? throw GrpcErrors.NotFound("MODEL_NOT_FOUND", $"There is no canonical model '{id}'. ListModels lists those there are.");
        return (CatalogWire.ToWire(found), await RestOperation.EtagAsync(connection, ModelEndpoints.Kinds, id, cancellationToken));
    }
}
