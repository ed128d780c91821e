using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Budgets;

/// <summary>REST over the budgets.</summary>
internal static class BudgetEndpoints
{
    public static void MapBudgets(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/budgets").WithTags("Budgets");
        group.MapGet("/", ListAsync).WithName("ListBudgets").WithSummary("Lists the budgets with what is spent of each.");
        group.MapGet("/{id}", GetAsync).WithName("GetBudget").WithSummary("Reads a budget with what is spent of it.");
        group.MapPut("/{id}", PutAsync).WithName("PutBudget").WithSummary("Adds a budget or replaces it.");
        group.MapDelete("/{id}", DeleteAsync).WithName("DeleteBudget").WithSummary("Removes a budget.");
        group.MapGet("/{id}/history", HistoryAsync).WithName("ListBudgetVersions").WithSummary("Lists what a budget was, newest first.");
        group.MapGet("/{id}/thresholds", ThresholdsAsync).WithName("ListBudgetThresholds").WithSummary("Lists the thresholds that its windows have reached, newest first.");
    }

    private static async Task<Results<Ok<Page<BudgetView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, TimeProvider time, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var size = Paging.Size(page_size, faults);
        var after = Paging.After(page_token, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var page = Paging.Cut(await BudgetStore.ListAsync(connection, after, size + 1, cancellationToken), size, row => row.BudgetId);
        var views = new List<BudgetView>();
        foreach (var row in page.Items)
        {
            views.Add(await StandingAsync(connection, row, time, cancellationToken));
        }

        return TypedResults.Ok(new Page<BudgetView>(views, page.NextPageToken));
    }

    private static Task<Results<Ok<BudgetView>, ProblemHttpResult>> GetAsync(
        string id, NpgsqlDataSource database, Edits edits, TimeProvider time, CancellationToken cancellationToken) =>
        Answers.OneAsync(
            database,
            edits,
            async connection => await BudgetStore.FindAsync(connection, id, cancellationToken) is { } found ? await StandingAsync(connection, found, time, cancellationToken) : null,
            connection => BudgetEdits.TagAsync(connection, id, cancellationToken),
            Unknown(id),
            cancellationToken);

    private static async Task<Results<Ok<BudgetView>, Created<BudgetView>, ProblemHttpResult>> PutAsync(
        string id, BudgetView write, BudgetEdits budgets, Edits edits, CancellationToken cancellationToken) =>
        Answers.Edited(
            await budgets.PutAsync(write.ToRow(id), edits.Matches, cancellationToken), edits, BudgetView.Of, $"/api/v1/budgets/{id}", Unknown(id));

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id, BudgetEdits budgets, Edits edits, CancellationToken cancellationToken) =>
        Answers.Removed(await budgets.DeleteAsync(id, edits.Matches, cancellationToken), Unknown(id));

    private static Task<Results<Ok<Page<BudgetVersion>>, ProblemHttpResult>> HistoryAsync(
        string id, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.HistoryAsync(database, connection => BudgetStore.HistoryAsync(connection, id, cancellationToken), Unknown(id), cancellationToken);

    private static async Task<Results<Ok<Page<CrossedThreshold>>, ProblemHttpResult>> ThresholdsAsync(
        string id, int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var size = Paging.Size(page_size, faults);
        var after = Paging.After(page_token, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await BudgetStore.FindAsync(connection, id, cancellationToken) is null
            ? Unknown(id)
            : TypedResults.Ok(Paging.Cut(await ThresholdStore.ListAsync(connection, id, after, size + 1, cancellationToken), size, ThresholdStore.KeyOf));
    }

    private static async Task<BudgetView> StandingAsync(NpgsqlConnection connection, BudgetRow row, TimeProvider time, CancellationToken cancellationToken) =>
        BudgetView.Of(row) with { Spend = (await BudgetStanding.ReadAsync(connection, row, time.GetUtcNow(), cancellationToken)).ToView() };

    private static ProblemHttpResult Unknown(string id) => Problems.NotFound($"There is no budget '{id}'. GET /api/v1/budgets lists those there are.");
}
