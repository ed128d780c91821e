using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Access;

/// <summary>How edits and readings of organisations, projects and keys are answered over REST.</summary>
internal static class AccessAnswers
{
    public static async Task<Results<Ok<Page<T>>, ProblemHttpResult>> PageAsync<T>(
        int? page_size,
        string? page_token,
        NpgsqlDataSource database,
        Func<NpgsqlConnection, string, int, Task<List<T>>> read,
        Func<T, string> id,
        CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var size = Paging.Size(page_size, faults);
        var after = Paging.After(page_token, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return TypedResults.Ok(Paging.Cut(await read(connection, after, size + 1), size, id));
    }

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

    public static async Task<Results<Ok<Page<AccessVersion>>, ProblemHttpResult>> HistoryAsync<T>(
        AccessTable<T> table, string id, NpgsqlDataSource database, CancellationToken cancellationToken)
        where T : class, IAccessRow
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var versions = await AccessVersion.ListAsync(connection, table.Kinds, id, cancellationToken);
        return versions.Count > 0 ? TypedResults.Ok(new Page<AccessVersion>(versions, null)) : Unknown(id);
    }

    /// <param name="outcome">How the edit ended.</param>
    /// <param name="id">Of what was edited.</param>
    /// <param name="location">Where what was added is found.</param>
    /// <param name="edits">Shows the tag.</param>
    public static Results<Ok<T>, Created<T>, ProblemHttpResult> Of<T>(EditOutcome<T> outcome, string id, string location, Edits edits)
    {
        switch (outcome)
        {
            case EditOutcome<T>.Done done:
                edits.Show(done.Tag);
                return done.Created ? TypedResults.Created(location, done.Row) : TypedResults.Ok(done.Row);
            case EditOutcome<T>.Refused refused:
                return Problems.Invalid(refused.Faults);
            case EditOutcome<T>.Changed changed:
                return Problems.Changed(changed.Tag ?? "none: it does not exist");
            case EditOutcome<T>.InUse used:
                return Problems.Conflict(used.Detail);
            default:
                return Unknown(id);
        }
    }

    private static ProblemHttpResult Unknown(string id) => Problems.NotFound($"There is no '{id}'. GET the list above it to see those there are.");
}
