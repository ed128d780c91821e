using System.Collections.Immutable;
using Catalog.Api.Database;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Families;

/// <summary>A family as REST takes and shows it.</summary>
/// <param name="Name">Answers only; the address names it.</param>
/// <param name="Preferred">Canonical models, best first; members not listed are chosen only when named.</param>
internal sealed record FamilyView(string? Name, ImmutableArray<string> Preferred);

/// <summary>REST over the families.</summary>
internal static class FamilyEndpoints
{
    public static readonly string[] Kinds = ["family"];

    public static void MapFamilies(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/families").WithTags("Families");
        group.MapGet("/", ListAsync).WithName("ListFamilies").WithSummary("Lists the families with their order of preference.");
        group.MapGet("/{name}", GetAsync).WithName("GetFamily").WithSummary("Reads a family's order of preference.");
        group.MapDelete("/{name}", DeleteAsync).WithName("DeleteFamily").WithSummary("Removes a family's order of preference; its models stay.");
        group.MapPut("/{name}", PutAsync).WithName("PutFamily").WithSummary("Sets which members of a family are meant when only the family is named.");
    }

    private static Task<Results<Ok<Page<FamilyView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync(
            page_size,
            page_token,
            database,
            (connection, after, most) => connection.ListAsync(
                """
                SELECT name, preferred FROM families WHERE scope = 'global' AND name COLLATE "C" > $1 ORDER BY name COLLATE "C" LIMIT $2
                """,
                [after, most],
                static row => new FamilyView(row.GetString(0), [.. row.GetFieldValue<string[]>(1)]),
                cancellationToken),
            static row => row.Name!,
            cancellationToken);

    private static async Task<Results<Ok<FamilyView>, ProblemHttpResult>> GetAsync(
        string name, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.FirstOrDefaultAsync(
            "SELECT preferred FROM families WHERE scope = 'global' AND name = $1",
            [name],
            row => new FamilyView(name, [.. row.GetFieldValue<string[]>(0)]),
            cancellationToken);
        if (found is null)
        {
            return Unknown(name);
        }

        edits.Show(await Edits.TagAsync(connection, Kinds, name, cancellationToken));
        return TypedResults.Ok(found);
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string name, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag);
        }

        var references = await edit.Connection.ListAsync(
            """
            SELECT 'the alias ' || name FROM aliases WHERE scope = 'global' AND target = $1
            UNION ALL SELECT 'the default model' FROM orchestrator_config WHERE scope = 'global' AND default_model = $1
            """,
            [$"family:{name}"],
            row => row.GetString(0),
            cancellationToken);
        if (references.Count > 0)
        {
            return Problems.Conflict($"family:{name} is still used by {string.Join(", ", references)}. Change these first.");
        }

        var removed = await edit.Connection.ExecuteAsync("DELETE FROM families WHERE name = $1 AND scope = 'global'", [name], cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return removed > 0 ? TypedResults.NoContent() : Unknown(name);
    }

    internal static async Task<Results<Ok<FamilyView>, ProblemHttpResult>> PutAsync(
        string name, FamilyView write, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag);
        }

        var faults = new Faults();
        faults.Require(!write.Preferred.IsDefaultOrEmpty, "preferred", "is empty");
        var strangers = write.Preferred.IsDefaultOrEmpty ? [] : await edit.Connection.ListAsync(
            """
            SELECT id FROM unnest($1::text[]) AS given (id)
            EXCEPT SELECT canonical_id FROM models WHERE scope = 'global' AND family = $2
            """,
            [write.Preferred.ToArray(), name],
            row => row.GetString(0),
            cancellationToken);
        foreach (var stranger in strangers)
        {
            faults.Add("preferred", $"names {stranger}, which is no model of the family {name}");
        }

        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await FamilyWriter.UpsertAsync(edit, [new FamilyRow(name, write.Preferred, ["preferred"])], cancellationToken);
        tag = await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        edits.Show(tag);
        return TypedResults.Ok(write with { Name = name });
    }

    private static ProblemHttpResult Unknown(string name) =>
        Problems.NotFound($"There is no order of preference for a family '{name}'. GET /api/v1/families lists those there are.");
}
