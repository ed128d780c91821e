using Catalog.Api.Database;
using Catalog.Api.Registry;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Aliases;

/// <summary>An alias as REST takes and shows it.</summary>
/// <param name="Name">Answers only; the address names it.</param>
/// <param name="Target">The selector it stands for: a deployment, a model, a family or a tier.</param>
internal sealed record AliasView(string? Name, string Target);

/// <summary>An alias as it was from a revision on; no target when it was removed.</summary>
internal sealed record AliasVersion(long Revision, DateTimeOffset RecordedAt, string ChangedBy, string? Target);

/// <summary>REST over the aliases.</summary>
internal static class AliasEndpoints
{
    private const int LongestName = 200;

    public static readonly string[] Kinds = ["alias"];

    public static void MapAliases(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/aliases").WithTags("Aliases");
        group.MapGet("/", ListAsync).WithName("ListAliases").WithSummary("Lists the aliases.");
        group.MapGet("/{name}", GetAsync).WithName("GetAlias").WithSummary("Reads an alias.");
        group.MapPut("/{name}", PutAsync).WithName("PutAlias").WithSummary("Adds an alias or points it elsewhere.");
        group.MapDelete("/{name}", DeleteAsync).WithName("DeleteAlias").WithSummary("Removes an alias.");
        group.MapGet("/{name}/history", HistoryAsync).WithName("ListAliasVersions").WithSummary("Lists what an alias stood for, newest first.");
        group.MapPost("/{name}/rollback", RollbackAsync).WithName("RollBackAlias").WithSummary("Points an alias where it pointed at a revision, or before its last change.");
    }

    private static Task<Results<Ok<Page<AliasView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync(
            page_size,
            page_token,
            database,
            (connection, after, most) => connection.ListAsync(
                """
                SELECT name, target FROM aliases WHERE scope = 'global' AND name COLLATE "C" > $1 ORDER BY name COLLATE "C" LIMIT $2
                """,
                [after, most],
                static row => new AliasView(row.GetString(0), row.GetString(1)),
                cancellationToken),
            static row => row.Name!,
            cancellationToken);

    private static Task<Results<Ok<AliasView>, ProblemHttpResult>> GetAsync(
        string name, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken) =>
        Answers.OneAsync(
            database,
            edits,
            connection => connection.FirstOrDefaultAsync(
                "SELECT target FROM aliases WHERE scope = 'global' AND name = $1", [name], row => new AliasView(name, row.GetString(0)), cancellationToken),
            connection => Edits.TagAsync(connection, Kinds, name, cancellationToken),
            Unknown(name),
            cancellationToken);

    internal static async Task<Results<Ok<AliasView>, ProblemHttpResult>> PutAsync(
        string name, AliasView write, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag);
        }

        return await WriteAsync(edit, name, write, edits, cancellationToken);
    }

    private static async Task<Results<Ok<AliasView>, ProblemHttpResult>> RollbackAsync(
        string name, long? to_revision, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag);
        }

        var versions = await VersionsAsync(edit.Connection, name, cancellationToken);
        var wanted = to_revision is { } revision
            ? versions.FirstOrDefault(version => version.Revision <= revision)
            : versions.Skip(1).FirstOrDefault();
        return wanted?.Target is { } target
            ? await WriteAsync(edit, name, new AliasView(null, target), edits, cancellationToken)
            : Problems.NotFound($"The alias {name} stood for nothing before. GET /api/v1/aliases/{name}/history lists what it stood for.");
    }

    private static async Task<Results<Ok<AliasView>, ProblemHttpResult>> WriteAsync(
        CatalogEdit edit, string name, AliasView write, Edits edits, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        faults.Require(name.Length <= LongestName && !name.Any(char.IsControl), "name", $"must have at most {LongestName} characters and no control characters");
        faults.Require(write.Target != name, "target", "is the alias itself");
        var taken = await edit.Connection.FirstOrDefaultAsync(
            "SELECT true FROM models WHERE canonical_id = $1 AND scope = 'global'", [name], row => row.GetBoolean(0), cancellationToken);
        faults.Require(!taken, "name", "is the name of a model, which an alias would hide");
        faults.Require(
            !string.IsNullOrEmpty(write.Target) && await References.LeadsSomewhereAsync(edit, write.Target, cancellationToken),
            "target",
            $"leads nowhere: no model, deployment, family or tier is called '{write.Target}'");
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await AliasWriter.UpsertAsync(edit, [new AliasRow(name, write.Target, ["target"])], cancellationToken);
        var tag = await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        edits.Show(tag);
        return TypedResults.Ok(new AliasView(name, write.Target));
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string name, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag);
        }

        var removed = await edit.Connection.ExecuteAsync("DELETE FROM aliases WHERE name = $1 AND scope = 'global'", [name], cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return removed > 0 ? TypedResults.NoContent() : Unknown(name);
    }

    private static Task<Results<Ok<Page<AliasVersion>>, ProblemHttpResult>> HistoryAsync(
        string name, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.HistoryAsync(database, connection => VersionsAsync(connection, name, cancellationToken), Unknown(name), cancellationToken);

    private static Task<List<AliasVersion>> VersionsAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT revision, recorded_at, changed_by, content ->> 'target'
            FROM catalog_changes WHERE kind = 'alias' AND key = $1 AND scope = 'global'
            ORDER BY change_id DESC
            LIMIT 100
            """,
            [name],
            row => new AliasVersion(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.NullableString(3)),
            cancellationToken);

    private static ProblemHttpResult Unknown(string name) => Problems.NotFound($"There is no alias '{name}'. GET /api/v1/aliases lists those there are.");
}
