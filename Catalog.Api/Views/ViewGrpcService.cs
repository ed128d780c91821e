using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Npgsql;

namespace Catalog.Api.Views;

/// <summary>Views over gRPC.</summary>
internal sealed class ViewGrpcService(NpgsqlDataSource database, ViewEdits views, ViewModels models) : ViewService.ViewServiceBase
{
    public override async Task<ListViewsResponse> ListViews(ListViewsRequest request, ServerCallContext context)
    {
        var faults = new Faults();
        var size = Paging.Size(request.PageSize == 0 ? null : request.PageSize, faults);
        var after = Paging.After(request.PageToken, faults);
        GrpcErrors.Refuse(faults);
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var page = Paging.Cut(await ViewStore.ListAsync(connection, after, size + 1, context.CancellationToken), size, row => row.Name!);
        return new() { Views = { page.Items.Select(row => ToWire(row, null)) }, NextPageToken = page.NextPageToken ?? "" };
    }

    public override async Task<GetViewResponse> GetView(GetViewRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var found = await ViewStore.FindAsync(connection, request.Name, context.CancellationToken) ?? throw Unknown(request.Name);
        return new() { View = ToWire(found, await ViewEdits.TagAsync(connection, request.Name, context.CancellationToken)) };
    }

    public override async Task<PutViewResponse> PutView(PutViewRequest request, ServerCallContext context)
    {
        var given = request.View ?? new();
        var write = new SavedView { Description = given.Description, Filter = given.Filter };
        return await views.PutAsync(given.Name, write, tag => given.Etag.Length == 0 || given.Etag == tag, context.CancellationToken) switch
        {
            EditOutcome<SavedView>.Done done => new() { View = ToWire(done.Row, done.Tag) },
            EditOutcome<SavedView>.Refused refused => throw GrpcErrors.Invalid(refused.Faults.All),
            EditOutcome<SavedView>.Changed changed => throw GrpcErrors.Changed(changed.Tag),
            _ => throw Unknown(given.Name),
        };
    }

    public override async Task<DeleteViewResponse> DeleteView(DeleteViewRequest request, ServerCallContext context) =>
        await views.DeleteAsync(request.Name, tag => request.Etag.Length == 0 || request.Etag == tag, context.CancellationToken) switch
        {
            EditOutcome<SavedView>.Done => new(),
            EditOutcome<SavedView>.Changed changed => throw GrpcErrors.Changed(changed.Tag),
            EditOutcome<SavedView>.InUse used => throw GrpcErrors.Precondition("VIEW_IN_USE", used.Detail),
            _ => throw Unknown(request.Name),
        };

    public override async Task<ListViewModelsResponse> ListViewModels(ListViewModelsRequest request, ServerCallContext context)
    {
        var faults = new Faults();
        var size = Paging.Size(request.PageSize == 0 ? null : request.PageSize, faults);
        var after = Paging.After(request.PageToken, faults);
        GrpcErrors.Refuse(faults);
        var rows = await models.ListAsync(request.Name, after, size, faults, context.CancellationToken) ?? throw Unknown(request.Name);
        GrpcErrors.Refuse(faults);
        var page = Paging.Cut(rows, size, row => row.Id);
        return new() { Deployments = { page.Items.Select(row => row.Id) }, NextPageToken = page.NextPageToken ?? "" };
    }

    private static View ToWire(SavedView view, string? tag) => new()
    {
        Name = view.Name,
        Description = view.Description ?? "",
        Filter = view.Filter,
        Origin = view.Origin ?? "",
        Active = view.Active ?? false,
        Listings = view.Used?.Listings ?? 0,
        Decisions = view.Used?.Decisions ?? 0,
        LastUsed = view.Used?.LastUsed?.ToTimestamp(),
        Etag = tag ?? "",
    };

    private static RpcException Unknown(string name) => GrpcErrors.NotFound("VIEW_NOT_FOUND", $"There is no view '{name}'. ListViews lists those there are.");
}
