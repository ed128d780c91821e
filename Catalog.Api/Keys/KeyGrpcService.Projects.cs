using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Catalog.Api.Projects;
using Grpc.Core;

namespace Catalog.Api.Keys;

internal sealed partial class KeyGrpcService
{
    public override async Task<ListProjectsResponse> ListProjects(ListProjectsRequest request, ServerCallContext context)
    {
        var page = await PageAsync(
            request.PageSize,
            request.PageToken,
            (connection, after, size) => ProjectStore.ListAsync(connection, request.Organisation is "" ? null : request.Organisation, request.ShowDeleted, after, size, context.CancellationToken),
            static row => row.Id,
            context);
        return new() { Projects = { page.Items.Select(KeyWire.ToWire) }, NextPageToken = page.NextPageToken ?? "" };
    }

    public override async Task<GetProjectResponse> GetProject(GetProjectRequest request, ServerCallContext context) =>
        new() { Project = KeyWire.ToWire(await FindAsync(ProjectStore.Table, request.Id, context)) };

    public override async Task<CreateProjectResponse> CreateProject(CreateProjectRequest request, ServerCallContext context)
    {
        var row = KeyWire.ToRow(request.Project ?? new());
        return new() { Project = KeyWire.ToWire(Unwrap(await projects.CreateAsync(row, context.CancellationToken), row.Id)) };
    }

    public override async Task<UpdateProjectResponse> UpdateProject(UpdateProjectRequest request, ServerCallContext context)
    {
        var wire = request.Project ?? new();
        var fields = MaskedFields.Read(request.UpdateMask, "display_name", "disabled", "default_model");
        var outcome = await projects.UpdateAsync(
            wire.Id,
            before => before with
            {
                DisplayName = fields.Pick("display_name", wire.DisplayName, before.DisplayName),
                Disabled = fields.Pick("disabled", wire.Disabled, before.Disabled),
                DefaultModel = fields.Pick("default_model", wire.DefaultModel is "" ? null : wire.DefaultModel, before.DefaultModel),
            },
            GrpcEdits.Matches(wire.Etag),
            context.CancellationToken);
        return new() { Project = KeyWire.ToWire(Unwrap(outcome, wire.Id)) };
    }

    public override async Task<DeleteProjectResponse> DeleteProject(DeleteProjectRequest request, ServerCallContext context) =>
        new() { Project = KeyWire.ToWire(Unwrap(await projects.DeleteAsync(request.Id, GrpcEdits.Matches(request.Etag), context.CancellationToken), request.Id)) };

    public override async Task<UndeleteProjectResponse> UndeleteProject(UndeleteProjectRequest request, ServerCallContext context) =>
        new() { Project = KeyWire.ToWire(Unwrap(await projects.UndeleteAsync(request.Id, context.CancellationToken), request.Id)) };
}
