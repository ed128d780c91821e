using Catalog.Api.Access;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Projects;

/// <summary>REST over the projects.</summary>
internal static class ProjectEndpoints
{
    public static void MapProjects(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/projects").WithTags("Projects");
        group.MapGet("/", ListAsync).WithName("ListProjects").WithSummary("Lists the applications of organisations.");
        group.MapGet("/{id}", GetAsync).WithName("GetProject").WithSummary("Reads a project.");
        group.MapPut("/{id}", PutAsync).WithName("PutProject").WithSummary("Adds a project or replaces what is said of it.");
        group.MapDelete("/{id}", DeleteAsync).WithName("DeleteProject").WithSummary("Deletes a project without keys.");
        group.MapPost("/{id}/undelete", UndeleteAsync).WithName("UndeleteProject").WithSummary("Brings a deleted project back.");
        group.MapGet("/{id}/history", HistoryAsync).WithName("ListProjectVersions").WithSummary("Lists what a project was, newest first.");
    }

    private static Task<Results<Ok<Page<Project>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, string? organisation, bool? show_deleted, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync(
            page_size,
            page_token,
            database,
            (connection, after, size) => ProjectStore.ListAsync(connection, organisation, show_deleted ?? false, after, size, cancellationToken),
            row => row.Id,
            cancellationToken);

    private static Task<Results<Ok<Project>, ProblemHttpResult>> GetAsync(
        string id, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken) =>
        AccessAnswers.OneAsync(ProjectStore.Table, id, database, edits, cancellationToken);

    private static async Task<Results<Ok<Project>, Created<Project>, ProblemHttpResult>> PutAsync(
        string id, ProjectWrite write, ProjectEdits projects, Edits edits, CancellationToken cancellationToken)
    {
        var outcome = await projects.UpdateAsync(id, before => write.ToRow(before.Id, before.Organisation), edits.Matches, cancellationToken);
        return outcome is EditOutcome<Project>.Unknown
            ? Answer(id, await projects.CreateAsync(write.ToRow(id), cancellationToken), edits)
            : Answer(id, outcome, edits);
    }

    private static async Task<Results<Ok<Project>, Created<Project>, ProblemHttpResult>> DeleteAsync(
        string id, ProjectEdits projects, Edits edits, CancellationToken cancellationToken) =>
        Answer(id, await projects.DeleteAsync(id, edits.Matches, cancellationToken), edits);

    private static async Task<Results<Ok<Project>, Created<Project>, ProblemHttpResult>> UndeleteAsync(
        string id, ProjectEdits projects, Edits edits, CancellationToken cancellationToken) =>
        Answer(id, await projects.UndeleteAsync(id, cancellationToken), edits);

    private static Task<Results<Ok<Page<AccessVersion>>, ProblemHttpResult>> HistoryAsync(
        string id, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        AccessAnswers.HistoryAsync(ProjectStore.Table, id, database, cancellationToken);

    private static Results<Ok<Project>, Created<Project>, ProblemHttpResult> Answer(string id, EditOutcome<Project> outcome, Edits edits) =>
        AccessAnswers.Of(outcome, id, $"/api/v1/projects/{id}", edits);
}
