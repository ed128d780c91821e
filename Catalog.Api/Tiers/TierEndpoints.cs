using Catalog.Api.Registry;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Routing.Catalog;

namespace Catalog.Api.Tiers;

/// <summary>REST over the tiers: read, replace, what they were, and back to that in one call.</summary>
internal static class TierEndpoints
{
    public static readonly string[] Kinds = ["tier"];

    public static void MapTiers(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/tiers").WithTags("Tiers");
        group.MapGet("/", ListAsync).WithName("ListTiers").WithSummary("Lists the tiers.");
        group.MapGet("/{name}", GetAsync).WithName("GetTier").WithSummary("Reads a tier.");
        group.MapPut("/{name}", PutAsync).WithName("PutTier").WithSummary("Replaces a tier.");
        group.MapGet("/{name}/history", HistoryAsync).WithName("ListTierVersions").WithSummary("Lists what a tier was, newest first.");
        group.MapPost("/{name}/rollback", RollbackAsync).WithName("RollBackTier").WithSummary("Makes a tier what it was at a revision, or before its last change.");
    }

    private static Task<Results<Ok<Page<TierView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync<TierView>(
            page_size,
            page_token,
            database,
            async (connection, after, _) => [.. (await TierStore.ListAsync(connection, cancellationToken)).Where(row => string.CompareOrdinal(row.Name, after) > 0)],
            static row => row.Name!,
            cancellationToken);

    private static Task<Results<Ok<TierView>, ProblemHttpResult>> GetAsync(
        string name, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken) =>
        Answers.OneAsync(
            database,
            edits,
            connection => TierStore.FindAsync(connection, name, cancellationToken),
            connection => Edits.TagAsync(connection, Kinds, name, cancellationToken),
            Unknown(name),
            cancellationToken);

    internal static async Task<Results<Ok<TierView>, ProblemHttpResult>> PutAsync(
        string name, TierView write, Edits edits, CancellationToken cancellationToken)
    {
        if (!TierNames.All.Contains(name))
        {
            return Unknown(name);
        }

        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag);
        }

        return await WriteAsync(edit, name, write, edits, cancellationToken);
    }

    private static Task<Results<Ok<Page<TierVersion>>, ProblemHttpResult>> HistoryAsync(
        string name, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.HistoryAsync(database, connection => TierStore.HistoryAsync(connection, name, cancellationToken), Unknown(name), cancellationToken);

    internal static async Task<Results<Ok<TierView>, ProblemHttpResult>> RollbackAsync(
        string name, long? to_revision, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag);
        }

        var versions = await TierStore.HistoryAsync(edit.Connection, name, cancellationToken);
        var wanted = to_revision is { } revision
            ? versions.FirstOrDefault(version => version.Revision <= revision)
            : versions.Skip(1).FirstOrDefault();
        return wanted?.Tier is { } tier
            ? await WriteAsync(edit, name, tier, edits, cancellationToken)
            : Problems.NotFound($"The tier {name} was nothing before. GET /api/v1/tiers/{name}/history lists what it was.");
    }

    private static async Task<Results<Ok<TierView>, ProblemHttpResult>> WriteAsync(
        CatalogEdit edit, string name, TierView write, Edits edits, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        TierRules.Check(write, await References.UnknownDeploymentsAsync(edit, [.. write.Entries], cancellationToken), faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        var row = new TierRow
        {
            Name = name,
            Entries = write.Entries,
            MaxTokens = write.MaxTokens,
            TemperatureMillis = (int?)(write.Temperature * 1_000),
            Edited = ["entries"],
        };
        await TierWriter.UpsertAsync(edit, [row], cancellationToken);
        var after = await TierStore.FindAsync(edit.Connection, name, cancellationToken);
        var tag = await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        edits.Show(tag);
        return TypedResults.Ok(after!);
    }

    private static ProblemHttpResult Unknown(string name) =>
        Problems.NotFound($"There is no tier '{name}'. There are {string.Join(", ", TierNames.All)}.");
}
