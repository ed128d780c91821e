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
    private static readonly string[] Kinds = ["family"];

    public static void MapFamilies(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/families").WithTags("Families");
        group.MapGet("/", ListAsync).WithName("ListFamilies").WithSummary("Lists the families with their order of preference.");
        group.MapPut("/{name}", PutAsync).WithName("PutFamily").WithSummary("Sets which members of a family are meant when only the family is named.");
    }

    private static async Task<Ok<Page<FamilyView>>> ListAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.ListAsync(
            "SELECT name, preferred FROM families WHERE scope = 'global' ORDER BY name",
            [],
            row => new FamilyView(row.GetString(0), [.. row.GetFieldValue<string[]>(1)]),
            cancellationToken);
        return TypedResults.Ok(new Page<FamilyView>(rows, null));
    }

    private static async Task<Results<Ok<FamilyView>, ProblemHttpResult>> PutAsync(
        string name, FamilyView write, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag ?? "none: it does not exist");
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
}
