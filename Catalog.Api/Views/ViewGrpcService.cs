using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Catalog.Api.Rest;
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
        var done = GrpcEdits.Done(await views.PutAsync(given.Name, write, GrpcEdits.Matches(given.Etag), context.CancellationToken), Unknown(given.Name));
        return new() { View = ToWire(done.Row, done.Tag) };
    }

    public override async Task<DeleteViewResponse> DeleteView(DeleteViewRequest request, ServerCallContext context)
    {
        GrpcEdits.Done(
            await views.DeleteAsync(request.Name, GrpcEdits.Matches(request.Etag), context.CancellationToken), Unknown(request.Name), "VIEW_IN_USE");
        return new();
    }

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
