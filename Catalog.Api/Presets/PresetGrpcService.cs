using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Catalog.Api.Rest;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Npgsql;
using Protos.Mapping;
using Wire = Aspire.Catalog.V1;

namespace Catalog.Api.Presets;

/// <summary>Presets over gRPC.</summary>
internal sealed class PresetGrpcService(NpgsqlDataSource database, PresetEdits presets) : PresetService.PresetServiceBase
{
    public override async Task<ListPresetsResponse> ListPresets(ListPresetsRequest request, ServerCallContext context)
    {
        var faults = new Faults();
        var size = Paging.Size(request.PageSize == 0 ? null : request.PageSize, faults);
        var after = Paging.After(request.PageToken, faults);
        GrpcErrors.Refuse(faults);
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var page = Paging.Cut(await PresetStore.ListAsync(connection, after, size + 1, context.CancellationToken), size, row => row.Name);
        return new() { Presets = { page.Items.Select(ToWire) }, NextPageToken = page.NextPageToken ?? "" };
    }

    public override async Task<GetPresetResponse> GetPreset(GetPresetRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var found = await PresetStore.FindAsync(connection, request.Name, context.CancellationToken) ?? throw Unknown(request.Name);
        return new() { Preset = ToWire(found), Etag = await PresetEdits.TagAsync(connection, request.Name, context.CancellationToken) ?? "" };
    }

    public override async Task<PutPresetResponse> PutPreset(PutPresetRequest request, ServerCallContext context)
    {
        var row = ToRow(request.Preset ?? new());
        var done = GrpcEdits.Done(await presets.PutAsync(row, GrpcEdits.Matches(request.Etag), context.CancellationToken), Unknown(row.Name));
        return new() { Preset = ToWire(done.Row), Etag = done.Tag ?? "" };
    }

    public override async Task<DeletePresetResponse> DeletePreset(DeletePresetRequest request, ServerCallContext context)
    {
        GrpcEdits.Done(
            await presets.DeleteAsync(request.Name, GrpcEdits.Matches(request.Etag), context.CancellationToken), Unknown(request.Name), "PRESET_IN_USE");
        return new();
    }

    public override async Task<ListPresetVersionsResponse> ListPresetVersions(ListPresetVersionsRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var versions = await PresetStore.HistoryAsync(connection, request.Name, context.CancellationToken);
        return versions.Count > 0 ? new() { Versions = { versions.Select(ToWire) } } : throw Unknown(request.Name);
    }

    private static Wire.PresetVersion ToWire(PresetVersion version) => new()
    {
        Revision = version.Revision,
        RecordedAt = version.RecordedAt.ToTimestamp(),
        ChangedBy = version.ChangedBy,
        Preset = version.Preset is { } preset ? ToWire(preset.ToRow(preset.Name!)) : null,
    };

    private static Preset ToWire(PresetRow row) => CatalogWire.ToWire(PresetStore.ToDomain(row));

    private static PresetRow ToRow(Preset wire) => new()
    {
        Name = wire.Name,
        Description = wire.Description,
        Selector = wire.Selector is "" ? null : wire.Selector,
        Policy = wire.Policy is "" ? null : wire.Policy,
        Parameters = new PresetParameters
        {
            MaxTokens = wire.HasMaxTokens ? wire.MaxTokens : null,
            Temperature = wire.HasTemperatureMillis ? wire.TemperatureMillis / 1_000m : null,
        },
        Requirements = new PresetRequirements
        {
            Capabilities = [.. wire.RequiredCapabilities],
            MinimumContext = wire.MinimumContext,
            AllowedProviders = [.. wire.AllowedProviders],
            DeniedProviders = [.. wire.DeniedProviders],
        },
        Edited = ["selector"],
    };

    private static RpcException Unknown(string name) => GrpcErrors.NotFound("PRESET_NOT_FOUND", $"There is no preset '{name}'. ListPresets lists those there are.");
}
