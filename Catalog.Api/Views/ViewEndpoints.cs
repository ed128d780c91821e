using Catalog.Api.Deployments;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Views;

/// <summary>REST over the views.</summary>
internal static class ViewEndpoints
{
    public static void MapViews(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/views").WithTags("Views");
        group.MapGet("/", ListAsync).WithName("ListViews").WithSummary("Lists the saved filters, with how often each was used.");
        group.MapGet("/{name}", GetAsync).WithName("GetView").WithSummary("Reads a view.");
        group.MapPut("/{name}", PutAsync).WithName("PutView").WithSummary("Saves a filter under a name, or edits it.");
        group.MapDelete("/{name}", DeleteAsync).WithName("DeleteView").WithSummary("Removes a view that is not the active one.");
        group.MapGet("/{name}/models", ModelsAsync).WithName("ListViewModels").WithSummary("Lists the deployments of a view.");
        group.MapGet("/{name}/history", HistoryAsync).WithName("ListViewVersions").WithSummary("Lists what a view was, newest first.");
    }

    private static Task<Results<Ok<Page<SavedView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync(
            page_size,
            page_token,
            database,
            (connection, after, most) => ViewStore.ListAsync(connection, after, most, cancellationToken),
            static row => row.Name!,
            cancellationToken);

    private static Task<Results<Ok<SavedView>, ProblemHttpResult>> GetAsync(
        string name, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken) =>
        Answers.OneAsync(
            database,
            edits,
            connection => ViewStore.FindAsync(connection, name, cancellationToken),
            connection => ViewEdits.TagAsync(connection, name, cancellationToken),
            Unknown(name),
            cancellationToken);

    private static async Task<Results<Ok<SavedView>, Created<SavedView>, ProblemHttpResult>> PutAsync(
        string name, SavedView write, ViewEdits views, Edits edits, CancellationToken cancellationToken) =>
        Answers.Edited(
            await views.PutAsync(name, write, edits.Matches, cancellationToken), edits, static row => row, $"/api/v1/views/{name}", Unknown(name));

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string name, ViewEdits views, Edits edits, CancellationToken cancellationToken) =>
        Answers.Removed(await views.DeleteAsync(name, edits.Matches, cancellationToken), Unknown(name));

    private static async Task<Results<Ok<Page<DeploymentView>>, ProblemHttpResult>> ModelsAsync(
        string name, int? page_size, string? page_token, ViewModels models, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var size = Paging.Size(page_size, faults);
        var after = Paging.After(page_token, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        return await models.ListAsync(name, after, size, faults, cancellationToken) switch
        {
            null => Unknown(name),
            _ when !faults.None => Problems.Invalid(faults),
            var rows => TypedResults.Ok(Paging.Cut(rows, size, row => row.Id)),
        };
    }

    private static Task<Results<Ok<Page<ViewVersion>>, ProblemHttpResult>> HistoryAsync(
        string name, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.HistoryAsync(database, connection => ViewStore.HistoryAsync(connection, name, cancellationToken), Unknown(name), cancellationToken);

    private static ProblemHttpResult Unknown(string name) => Problems.NotFound($"There is no view '{name}'. GET /api/v1/views lists those there are.");
}
