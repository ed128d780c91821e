using Catalog.Api.Access;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Organisations;

/// <summary>REST over the organisations.</summary>
internal static class OrganisationEndpoints
{
    public static void MapOrganisations(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/organisations").WithTags("Organisations");
        group.MapGet("/", ListAsync).WithName("ListOrganisations").WithSummary("Lists who pays.");
        group.MapGet("/{id}", GetAsync).WithName("GetOrganisation").WithSummary("Reads an organisation.");
        group.MapPut("/{id}", PutAsync).WithName("PutOrganisation").WithSummary("Adds an organisation or replaces what is said of it.");
        group.MapDelete("/{id}", DeleteAsync).WithName("DeleteOrganisation").WithSummary("Deletes an organisation without projects.");
        group.MapPost("/{id}/undelete", UndeleteAsync).WithName("UndeleteOrganisation").WithSummary("Brings a deleted organisation back.");
        group.MapGet("/{id}/history", HistoryAsync).WithName("ListOrganisationVersions").WithSummary("Lists what an organisation was, newest first.");
    }

    private static Task<Results<Ok<Page<Organisation>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, bool? show_deleted, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync(
            page_size,
            page_token,
            database,
            (connection, after, size) => OrganisationStore.ListAsync(connection, show_deleted ?? false, after, size, cancellationToken),
            row => row.Id,
            cancellationToken);

    private static Task<Results<Ok<Organisation>, ProblemHttpResult>> GetAsync(
        string id, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken) =>
        AccessAnswers.OneAsync(OrganisationStore.Table, id, database, edits, cancellationToken);

    private static async Task<Results<Ok<Organisation>, Created<Organisation>, ProblemHttpResult>> PutAsync(
        string id, OrganisationWrite write, OrganisationEdits organisations, Edits edits, CancellationToken cancellationToken)
    {
        var outcome = await organisations.UpdateAsync(id, before => write.ToRow(before.Id), edits.Matches, cancellationToken);
        return outcome is EditOutcome<Organisation>.Unknown
            ? Answer(id, await organisations.CreateAsync(write.ToRow(id), cancellationToken), edits)
            : Answer(id, outcome, edits);
    }

    private static async Task<Results<Ok<Organisation>, Created<Organisation>, ProblemHttpResult>> DeleteAsync(
        string id, OrganisationEdits organisations, Edits edits, CancellationToken cancellationToken) =>
        Answer(id, await organisations.DeleteAsync(id, edits.Matches, cancellationToken), edits);

    private static async Task<Results<Ok<Organisation>, Created<Organisation>, ProblemHttpResult>> UndeleteAsync(
        string id, OrganisationEdits organisations, Edits edits, CancellationToken cancellationToken) =>
        Answer(id, await organisations.UndeleteAsync(id, cancellationToken), edits);

    private static Task<Results<Ok<Page<AccessVersion>>, ProblemHttpResult>> HistoryAsync(
        string id, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        AccessAnswers.HistoryAsync(OrganisationStore.Table, id, database, cancellationToken);

    private static Results<Ok<Organisation>, Created<Organisation>, ProblemHttpResult> Answer(string id, EditOutcome<Organisation> outcome, Edits edits) =>
        AccessAnswers.Of(outcome, id, $"/api/v1/organisations/{id}", edits);
}
