using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Catalog.Api.Rest;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Npgsql;

namespace Catalog.Api.Agents;

/// <summary>Agent profiles over gRPC.</summary>
internal sealed class AgentProfileGrpcService(NpgsqlDataSource database, AgentProfileEdits profiles) : AgentProfileService.AgentProfileServiceBase
{
    public override async Task<ListAgentProfilesResponse> ListAgentProfiles(ListAgentProfilesRequest request, ServerCallContext context)
    {
        var faults = new Faults();
        var size = Paging.Size(request.PageSize == 0 ? null : request.PageSize, faults);
        var after = Paging.After(request.PageToken, faults);
        Refuse(faults);
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var rows = await AgentProfileRows.PageAsync(connection, after, size + 1, context.CancellationToken);
        var page = Paging.Cut(rows, size, row => row.AgentId);
        return new() { AgentProfiles = { page.Items.Select(row => AgentProfileWire.Of(row, null)) }, NextPageToken = page.NextPageToken ?? "" };
    }

    public override async Task<GetAgentProfileResponse> GetAgentProfile(GetAgentProfileRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var found = await AgentProfileRows.FindAsync(connection, request.AgentId, context.CancellationToken) ?? throw Unknown(request.AgentId);
        var tag = await AgentProfileEdits.TagAsync(connection, request.AgentId, context.CancellationToken);
        return new() { AgentProfile = AgentProfileWire.Of(found, tag) };
    }

    public override async Task<PutAgentProfileResponse> PutAgentProfile(PutAgentProfileRequest request, ServerCallContext context)
    {
        var given = request.AgentProfile ?? new();
        var row = AgentProfileWire.ToRow(given);
        var faults = new Faults();
        AgentProfileRules.Check(row, given.Scope, faults);
        Refuse(faults);
        var done = GrpcEdits.Done(await profiles.PutAsync(row, GrpcEdits.Matches(given.Etag), context.CancellationToken), Unknown(row.AgentId));
        return new() { AgentProfile = AgentProfileWire.Of(done.Row, done.Tag) };
    }

    public override async Task<DeleteAgentProfileResponse> DeleteAgentProfile(DeleteAgentProfileRequest request, ServerCallContext context)
    {
        GrpcEdits.Done(await profiles.DeleteAsync(request.AgentId, GrpcEdits.Matches(request.Etag), context.CancellationToken), Unknown(request.AgentId));
        return new();
    }

    public override async Task<ListAgentProfileVersionsResponse> ListAgentProfileVersions(
        ListAgentProfileVersionsRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var versions = await AgentProfileRows.HistoryAsync(connection, request.AgentId, context.CancellationToken);
        return versions.Count > 0 ? new() { Versions = { versions.Select(ToWire) } } : throw Unknown(request.AgentId);
    }

    private static Aspire.Catalog.V1.AgentProfileVersion ToWire(AgentProfileVersion version) => new()
    {
        Revision = version.Revision,
        RecordedAt = version.RecordedAt.ToTimestamp(),
        ChangedBy = version.ChangedBy,
        AgentProfile = version.Profile is { } profile ? AgentProfileWire.Of(profile, null) : null,
    };

    private static void Refuse(Faults faults)
    {
        if (!faults.None)
        {
            throw GrpcErrors.Invalid([.. faults.ByField().SelectMany(field => field.Value.Select(fault => (field.Key, fault)))]);
        }
    }

    private static RpcException Unknown(string agent) => GrpcErrors.NotFound(
        "AGENT_PROFILE_NOT_FOUND", $"Nothing is known of an agent '{agent}'. ListAgentProfiles lists the profiles there are.");
}
