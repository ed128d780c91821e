using Catalog.Api.Revisions;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Rest;

/// <summary>How lists, readings, edits and histories are answered over REST, the same whatever they are of.</summary>
internal static class Answers
{
    /// <summary>One page of a list.</summary>
    /// <param name="page_size">Rows asked for; null for as many as is usual.</param>
    /// <param name="page_token">Where the page before ended.</param>
    /// <param name="database">Where the rows are.</param>
    /// <param name="read">Reads the rows behind a key, as many as it is told or all there are, in order of their keys.</param>
    /// <param name="key">A row's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Results<Ok<Page<T>>, ProblemHttpResult>> PageAsync<T>(
        int? page_size,
        string? page_token,
        NpgsqlDataSource database,
        Func<NpgsqlConnection, string, int, Task<List<T>>> read,
        Func<T, string> key,
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
        return TypedResults.Ok(Paging.Cut(await read(connection, after, size + 1), size, key));
    }

    /// <summary>One row with its tag.</summary>
    /// <param name="database">Where the row is.</param>
    /// <param name="edits">Shows the tag.</param>
    /// <param name="find">Finds the row.</param>
    /// <param name="tag">Finds its tag.</param>
    /// <param name="unknown">Says that there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Results<Ok<T>, ProblemHttpResult>> OneAsync<T>(
        NpgsqlDataSource database,
        Edits edits,
        Func<NpgsqlConnection, Task<T?>> find,
        Func<NpgsqlConnection, Task<string?>> tag,
        ProblemHttpResult unknown,
        CancellationToken cancellationToken)
        where T : class
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await find(connection) is not { } found)
        {
            return unknown;
        }

        edits.Show(await tag(connection));
        return TypedResults.Ok(found);
    }

    /// <summary>What a row was, newest first.</summary>
    public static async Task<Results<Ok<Page<T>>, ProblemHttpResult>> HistoryAsync<T>(
        NpgsqlDataSource database, Func<NpgsqlConnection, Task<List<T>>> read, ProblemHttpResult unknown, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var versions = await read(connection);
        return versions.Count > 0 ? TypedResults.Ok(new Page<T>(versions, null)) : unknown;
    }

    /// <summary>How an edit ended.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="edits">Shows the tag.</param>
    /// <param name="view">The row as REST shows it.</param>
    /// <param name="location">Where what was added is found.</param>
    /// <param name="unknown">Says that there is no such row.</param>
    public static Results<Ok<TView>, Created<TView>, ProblemHttpResult> Edited<TRow, TView>(
        EditOutcome<TRow> outcome, Edits edits, Func<TRow, TView> view, string location, ProblemHttpResult unknown)
    {
        if (outcome is not EditOutcome<TRow>.Done done)
        {
            return Refused(outcome, unknown);
        }

        edits.Show(done.Tag);
        return done.Created ? TypedResults.Created(location, view(done.Row)) : TypedResults.Ok(view(done.Row));
    }

    /// <summary>How a removal ended that leaves nothing to show.</summary>
    public static Results<NoContent, ProblemHttpResult> Removed<TRow>(EditOutcome<TRow> outcome, ProblemHttpResult unknown) =>
        outcome is EditOutcome<TRow>.Done ? TypedResults.NoContent() : Refused(outcome, unknown);

    private static ProblemHttpResult Refused<TRow>(EditOutcome<TRow> outcome, ProblemHttpResult unknown) => outcome switch
    {
        EditOutcome<TRow>.Refused refused => Problems.Invalid(refused.Faults),
        EditOutcome<TRow>.Changed changed => Problems.Changed(changed.Tag),
        EditOutcome<TRow>.InUse used => Problems.Conflict(used.Detail),
        _ => unknown,
    };
}
