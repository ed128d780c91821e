using Catalog.Api.Curated;
using Catalog.Api.Database;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Catalog.Api.Canonical;

/// <summary>A deployment that the rules lead to another canonical model than it has.</summary>
/// <param name="Deployment"><c>provider/model</c>.</param>
/// <param name="From">The canonical model it has; null when it has none.</param>
/// <param name="To">The one the rules lead to.</param>
/// <param name="By">The rules that do.</param>
internal sealed record CanonicalChange(string Deployment, string? From, string To, string By);

/// <summary>What running the rules again changed, or would.</summary>
internal sealed record CanonicalChanges(bool DryRun, int Checked, IReadOnlyList<CanonicalChange> Changes);

/// <summary>REST over the rules that say which canonical model a provider's name means.</summary>
internal static class CanonicalEndpoints
{
    public static void MapCanonical(this IEndpointRouteBuilder api) =>
        api.MapPost("/canonical/apply", ApplyAsync)
            .WithTags("Models")
            .WithName("ApplyCanonicalRules")
            .WithSummary("Runs the canonical rules again over what no person assigned; with dry_run=true only says what would change.");

    private static async Task<Ok<CanonicalChanges>> ApplyAsync(
        [FromQuery(Name = "dry_run")] bool? dryRun, CanonicalRules rules, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var assigned = await edit.Connection.ListAsync(
            """
            SELECT provider_id, model_id, canonical_id
            FROM model_registry
            WHERE scope = 'global' AND canonical_by NOT IN ('curated', 'hand') AND NOT 'canonical_id' = ANY (edited)
            ORDER BY (provider_id || '/' || model_id) COLLATE "C"
            """,
            [],
            row => (Provider: row.GetString(0), Model: row.GetString(1), Canonical: row.NullableString(2)),
            cancellationToken);
        CanonicalChange[] changes =
        [
            .. assigned.Select(row => (row, Now: rules.Explain(row.Provider, row.Model)))
                .Where(pair => pair.Now.Canonical != pair.row.Canonical)
                .Select(pair => new CanonicalChange($"{pair.row.Provider}/{pair.row.Model}", pair.row.Canonical, pair.Now.Canonical, pair.Now.By)),
        ];
        if (dryRun != true)
        {
            await WriteAsync(edit, changes, cancellationToken);
            await edit.CommitAsync(cancellationToken);
        }

        return TypedResults.Ok(new CanonicalChanges(dryRun == true, assigned.Count, changes));
    }

    private static Task<int> WriteAsync(CatalogEdit edit, CanonicalChange[] changes, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            UPDATE model_registry SET canonical_id = change.canonical, canonical_by = change.by
            FROM unnest($1::text[], $2::text[], $3::text[]) AS change (deployment, canonical, by)
            WHERE scope = 'global' AND provider_id || '/' || model_id = change.deployment
            """,
            [
                changes.Select(change => change.Deployment).ToArray(),
                changes.Select(change => change.To).ToArray(),
                changes.Select(change => change.By).ToArray(),
            ],
            cancellationToken);
}
