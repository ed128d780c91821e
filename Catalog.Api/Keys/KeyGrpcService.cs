using Aspire.Catalog.V1;
using Catalog.Api.Access;
using Catalog.Api.Grpc;
using Catalog.Api.Organisations;
using Catalog.Api.Projects;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Grpc.Core;
using Npgsql;

namespace Catalog.Api.Keys;

/// <summary>Organisations, projects and keys over gRPC. Its methods only translate.</summary>
internal sealed partial class KeyGrpcService(
    NpgsqlDataSource database, OrganisationEdits organisations, ProjectEdits projects, KeyEdits keys, KeyPepper peppers) : KeyService.KeyServiceBase
{
    private async Task<Page<T>> PageAsync<T>(
        int pageSize, string pageToken, Func<NpgsqlConnection, string, int, Task<List<T>>> read, Func<T, string> id, ServerCallContext context)
    {
        var faults = new Faults();
        var size = Paging.Size(pageSize == 0 ? null : pageSize, faults);
        var after = Paging.After(pageToken, faults);
        GrpcErrors.Refuse(faults);
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        return Paging.Cut(await read(connection, after, size + 1), size, id);
    }

    private async Task<T> FindAsync<T>(AccessTable<T> table, string id, ServerCallContext context)
        where T : class, IAccessRow
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        return await table.FindAsync(connection, id, context.CancellationToken) ?? throw Unknown(id);
    }

    private static T Unwrap<T>(EditOutcome<T> outcome, string id) => GrpcEdits.Done(outcome, Unknown(id)).Row;

    private static RpcException Unknown(string id) => GrpcErrors.NotFound("NOT_FOUND", $"There is no '{id}'.");
}
