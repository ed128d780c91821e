using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Catalog.Api.Rest;
using Grpc.Core;
using Npgsql;

namespace Catalog.Api.Budgets;

/// <summary>Budgets over gRPC.</summary>
internal sealed class BudgetGrpcService(NpgsqlDataSource database, BudgetEdits budgets, TimeProvider time) : BudgetService.BudgetServiceBase
{
    private const int MostIds = 100_000;

    public override async Task<ListBudgetsResponse> ListBudgets(ListBudgetsRequest request, ServerCallContext context)
    {
        var faults = new Faults();
        var size = Paging.Size(request.PageSize == 0 ? null : request.PageSize, faults);
        var after = Paging.After(request.PageToken, faults);
        GrpcErrors.Refuse(faults);
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var page = Paging.Cut(await BudgetStore.ListAsync(connection, after, size + 1, context.CancellationToken), size, row => row.BudgetId);
        return new() { Budgets = { page.Items.Select(BudgetRowWire.ToWire) }, NextPageToken = page.NextPageToken ?? "" };
    }

    public override async Task<GetBudgetResponse> GetBudget(GetBudgetRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var found = await BudgetStore.FindAsync(connection, request.Id, context.CancellationToken) ?? throw Unknown(request.Id);
        var standing = await BudgetStanding.ReadAsync(connection, found, time.GetUtcNow(), context.CancellationToken);
        return new()
        {
            Budget = BudgetRowWire.ToWire(found),
            Spend = BudgetRowWire.ToWire(standing),
            Etag = await BudgetEdits.TagAsync(connection, request.Id, context.CancellationToken) ?? "",
        };
    }

    public override async Task<PutBudgetResponse> PutBudget(PutBudgetRequest request, ServerCallContext context)
    {
        var row = BudgetRowWire.ToRow(request.Budget ?? new());
        var done = GrpcEdits.Done(await budgets.PutAsync(row, GrpcEdits.Matches(request.Etag), context.CancellationToken), Unknown(row.BudgetId));
        return new() { Budget = BudgetRowWire.ToWire(done.Row), Etag = done.Tag ?? "" };
    }

    public override async Task<DeleteBudgetResponse> DeleteBudget(DeleteBudgetRequest request, ServerCallContext context)
    {
        GrpcEdits.Done(await budgets.DeleteAsync(request.Id, GrpcEdits.Matches(request.Etag), context.CancellationToken), Unknown(request.Id));
        return new();
    }

    public override async Task<GetBudgetSpendResponse> GetBudgetSpend(GetBudgetSpendRequest request, ServerCallContext context)
    {
        var faults = new Faults();
        faults.Require(request.WindowStart is not null, "window_start", "is missing");
        faults.Require(request.CountedIds.Count <= MostIds, "counted_ids", $"has more than {MostIds} entries");
        GrpcErrors.Refuse(faults);
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var budget = await BudgetStore.FindAsync(connection, request.Id, context.CancellationToken) ?? throw Unknown(request.Id);
        var window = budget.Window(request.WindowStart!.ToDateTimeOffset());
        var settled = await BudgetSpendStore.SettledAsync(connection, budget, window, request.CountedIds, time.GetUtcNow(), context.CancellationToken);
        return new()
        {
            SettledNanos = settled.SettledNanos,
            HeldNanos = await BudgetSpendStore.MayHoldAsync(connection, request.Id, window.Start, request.CountedRouters, context.CancellationToken),
        };
    }

    public override async Task<ReportBudgetHoldsResponse> ReportBudgetHolds(ReportBudgetHoldsRequest request, ServerCallContext context)
    {
        var faults = new Faults();
        faults.Require(request.Router.Length is > 0 and <= 100, "router", "must have from 1 to 100 characters");
        faults.Require(request.Holds.All(hold => hold.WindowStart is not null && hold is { Nanos: >= 0, CeilingNanos: >= 0 }), "holds", "must have a window_start each, and no negative amount");
        GrpcErrors.Refuse(faults);
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var replaced = await BudgetSpendStore.ReplaceHoldsAsync(
            connection, request.Router, request.Holds, request.OthersStand, time.GetUtcNow(), context.CancellationToken);
        return new() { Replaced = { replaced } };
    }

    private static RpcException Unknown(string id) => GrpcErrors.NotFound("BUDGET_NOT_FOUND", $"There is no budget '{id}'. ListBudgets lists those there are.");
}
