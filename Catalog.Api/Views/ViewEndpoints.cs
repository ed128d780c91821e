using Catalog.Api.Deployments;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
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

    private static async Task<Results<Ok<Page<SavedView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var size = Paging.Size(page_size, faults);
        var after = Paging.After(page_token, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return TypedResults.Ok(Paging.Cut(await ViewStore.ListAsync(connection, after, size + 1, cancellationToken), size, row => row.Name!));
    }

    private static async Task<Results<Ok<SavedView>, ProblemHttpResult>> GetAsync(
        string name, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await ViewStore.FindAsync(connection, name, cancellationToken) is not { } found)
        {
            return Unknown(name);
        }

        edits.Show(await ViewEdits.TagAsync(connection, name, cancellationToken));
        return TypedResults.Ok(found);
    }

    private static async Task<Results<Ok<SavedView>, Created<SavedView>, ProblemHttpResult>> PutAsync(
        string name, SavedView write, ViewEdits views, Edits edits, CancellationToken cancellationToken)
    {
        switch (await views.PutAsync(name, write, edits.Matches, cancellationToken))
        {
            case EditOutcome<SavedView>.Done done:
                edits.Show(done.Tag);
                return done.Created ? TypedResults.Created($"/api/v1/views/{name}", done.Row) : TypedResults.Ok(done.Row);
            case EditOutcome<SavedView>.Refused refused:
                return Problems.Invalid(refused.Faults);
            case EditOutcome<SavedView>.Changed changed:
                return Problems.Changed(changed.Tag ?? "none: it does not exist");
            default:
                return Unknown(name);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string name, ViewEdits views, Edits edits, CancellationToken cancellationToken) =>
        await views.DeleteAsync(name, edits.Matches, cancellationToken) switch
        {
            EditOutcome<SavedView>.Done => TypedResults.NoContent(),
            EditOutcome<SavedView>.Changed changed => Problems.Changed(changed.Tag ?? "none: it does not exist"),
            EditOutcome<SavedView>.InUse used => Problems.Conflict(used.Detail),
            _ => Unknown(name),
        };

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

    private static async Task<Results<Ok<Page<ViewVersion>>, ProblemHttpResult>> HistoryAsync(
        string name, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var versions = await ViewStore.HistoryAsync(connection, name, cancellationToken);
        return versions.Count > 0 ? TypedResults.Ok(new Page<ViewVersion>(versions, null)) : Unknown(name);
    }

    private static ProblemHttpResult Unknown(string name) => Problems.NotFound($"There is no view '{name}'. GET /api/v1/views lists those there are.");
}
