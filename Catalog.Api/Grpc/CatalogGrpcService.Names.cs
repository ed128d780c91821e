using Aspire.Catalog.V1;
using Catalog.Api.Aliases;
using Catalog.Api.Families;
using Catalog.Api.Snapshots;
using Grpc.Core;
using Protos.Mapping;

namespace Catalog.Api.Grpc;

/// <content>Aliases and families.</content>
internal sealed partial class CatalogGrpcService
{
    public override async Task<ListAliasesResponse> ListAliases(ListAliasesRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var all = await SnapshotReader.AliasesAsync(connection, context.CancellationToken);
        var (rows, next) = GrpcPage.Cut(all, row => row.Name, request.PageSize, request.PageToken);
        return new() { Aliases = { rows.Select(CatalogWire.ToWire) }, NextPageToken = next };
    }

    public override async Task<GetAliasResponse> GetAlias(GetAliasRequest request, ServerCallContext context)
    {
        var (alias, etag) = await ReadAliasAsync(request.Name, context.CancellationToken);
        return new() { Alias = alias, Etag = etag };
    }

    public override async Task<UpdateAliasResponse> UpdateAlias(UpdateAliasRequest request, ServerCallContext context)
    {
        context.Expect(request.Etag);
        var given = request.Alias ?? new();
        RestOperation.Require(
            await AliasEndpoints.PutAsync(Named(given.Name, "alias.name"), new AliasView(null, given.Target), edits, context.CancellationToken));
        var (alias, etag) = await ReadAliasAsync(given.Name, context.CancellationToken);
        return new() { Alias = alias, Etag = etag };
    }

    public override async Task<DeleteAliasResponse> DeleteAlias(DeleteAliasRequest request, ServerCallContext context)
    {
        context.Expect(request.Etag);
        RestOperation.Require(await AliasEndpoints.DeleteAsync(request.Name, edits, context.CancellationToken));
        return new();
    }

    public override async Task<ListFamiliesResponse> ListFamilies(ListFamiliesRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var all = await SnapshotReader.FamiliesAsync(connection, context.CancellationToken);
        var (rows, next) = GrpcPage.Cut(all, row => row.Name, request.PageSize, request.PageToken);
        return new() { Families = { rows.Select(CatalogWire.ToWire) }, NextPageToken = next };
    }

    public override async Task<GetFamilyResponse> GetFamily(GetFamilyRequest request, ServerCallContext context)
    {
        var (family, etag) = await ReadFamilyAsync(request.Name, context.CancellationToken);
        return new() { Family = family, Etag = etag };
    }

    public override async Task<UpdateFamilyResponse> UpdateFamily(UpdateFamilyRequest request, ServerCallContext context)
    {
        context.Expect(request.Etag);
        var given = request.Family ?? new();
        RestOperation.Require(await FamilyEndpoints.PutAsync(
            Named(given.Name, "family.name"), new FamilyView(null, [.. given.Preferred]), edits, context.CancellationToken));
        var (family, etag) = await ReadFamilyAsync(given.Name, context.CancellationToken);
        return new() { Family = family, Etag = etag };
    }

    public override async Task<DeleteFamilyResponse> DeleteFamily(DeleteFamilyRequest request, ServerCallContext context)
    {
        context.Expect(request.Etag);
        RestOperation.Require(await FamilyEndpoints.DeleteAsync(request.Name, edits, context.CancellationToken));
        return new();
    }

    private async Task<(ModelAlias Alias, string Etag)> ReadAliasAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = (await SnapshotReader.AliasesAsync(connection, cancellationToken)).Find(row => row.Name == name)
            ?? throw GrpcErrors.NotFound("ALIAS_NOT_FOUND", $"There is no alias '{name}'. ListAliases lists those there are.");
        return (CatalogWire.ToWire(found), await RestOperation.EtagAsync(connection, AliasEndpoints.Kinds, name, cancellationToken));
    }

    private async Task<(ModelFamily Family, string Etag)> ReadFamilyAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = (await SnapshotReader.FamiliesAsync(connection, cancellationToken)).Find(row => row.Name == name)
            ?? throw GrpcErrors.NotFound("FAMILY_NOT_FOUND", $"There is no order of preference for a family '{name}'. ListFamilies lists those there are.");
        return (CatalogWire.ToWire(found), await RestOperation.EtagAsync(connection, FamilyEndpoints.Kinds, name, cancellationToken));
    }
}
