using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Access;

/// <summary>How edits and readings of organisations, projects and keys are answered over REST.</summary>
internal static class AccessAnswers
{
    public static async Task<Results<Ok<T>, ProblemHttpResult>> OneAsync<T>(
        AccessTable<T> table, string id, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken)
        where T : class, IAccessRow
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await table.FindAsync(connection, id, cancellationToken) is not { } found)
        {
            return Unknown(id);
        }

        edits.Show(AccessTable<T>.TagOf(found));
        return TypedResults.Ok(found);
    }

    public static Task<Results<Ok<Page<AccessVersion>>, ProblemHttpResult>> HistoryAsync<T>(
        AccessTable<T> table, string id, NpgsqlDataSource database, CancellationToken cancellationToken)
        where T : class, IAccessRow =>
        Answers.HistoryAsync(
            database, connection => AccessVersion.ListAsync(connection, table.Kinds, id, cancellationToken), Unknown(id), cancellationToken);

    /// <param name="outcome">How the edit ended.</param>
    /// <param name="id">Of what was edited.</param>
    /// <param name="location">Where what was added is found.</param>
    /// <param name="edits">Shows the tag.</param>
    public static Results<Ok<T>, Created<T>, ProblemHttpResult> Of<T>(EditOutcome<T> outcome, string id, string location, Edits edits) =>
        Answers.Edited(outcome, edits, static row => row, location, Unknown(id));

    private static ProblemHttpResult Unknown(string id) => Problems.NotFound($"There is no '{id}'. GET the list above it to see those there are.");
}
