using Aspire.Catalog.V1;
using Catalog.Api.Snapshots;
using Catalog.Api.Tiers;
using Grpc.Core;
using Protos.Mapping;

namespace Catalog.Api.Grpc;

/// <content>Tiers. They are never removed, only replaced and rolled back.</content>
internal sealed partial class CatalogGrpcService
{
    public override async Task<ListTiersResponse> ListTiers(ListTiersRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var all = await SnapshotReader.TiersAsync(connection, context.CancellationToken);
        var (rows, next) = GrpcPage.Cut(all, row => row.Name, request.PageSize, request.PageToken);
        return new() { Tiers = { rows.Select(CatalogWire.ToWire) }, NextPageToken = next };
    }

    public override async Task<GetTierResponse> GetTier(GetTierRequest request, ServerCallContext context)
    {
        var (tier, etag) = await ReadTierAsync(request.Name, context.CancellationToken);
        return new() { Tier = tier, Etag = etag };
    }

    public override async Task<UpdateTierResponse> UpdateTier(UpdateTierRequest request, ServerCallContext context)
    {
        context.Expect(request.Etag);
        var given = request.Tier ?? new();
        var write = new TierView
        {
            Entries = [.. given.Entries],
            MaxTokens = given.HasMaxTokens ? given.MaxTokens : null,
            Temperature = given.HasTemperatureMillis ? given.TemperatureMillis / 1_000m : null,
        };
        RestOperation.Require(await TierEndpoints.PutAsync(given.Name, write, edits, context.CancellationToken));
        var (tier, etag) = await ReadTierAsync(given.Name, context.CancellationToken);
        return new() { Tier = tier, Etag = etag };
    }

    public override async Task<RollBackTierResponse> RollBackTier(RollBackTierRequest request, ServerCallContext context)
    {
        context.Expect(request.Etag);
        long? revision = request.ToRevision == 0 ? null : request.ToRevision;
        RestOperation.Require(await TierEndpoints.RollbackAsync(request.Name, revision, edits, context.CancellationToken));
        var (tier, etag) = await ReadTierAsync(request.Name, context.CancellationToken);
        return new() { Tier = tier, Etag = etag };
    }

    private async Task<(Tier Tier, string Etag)> ReadTierAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = (await SnapshotReader.TiersAsync(connection, cancellationToken)).Find(row => row.Name == name)
            ?? throw GrpcErrors.NotFound("TIER_NOT_FOUND", $"There is no tier '{name}'. ListTiers lists those there are.");
        return (CatalogWire.ToWire(found), await RestOperation.EtagAsync(connection, TierEndpoints.Kinds, name, cancellationToken));
    }
}
