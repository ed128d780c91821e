using Catalog.Api.Database;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Catalog.Api.CapabilityProfiles;

/// <summary>REST over the capability profiles.</summary>
internal static class ProfileEndpoints
{
    public static readonly string[] Kinds = ["profile"];

    public static void MapCapabilityProfiles(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/profiles").WithTags("Profiles");
        group.MapGet("/", ListAsync).WithName("ListProfiles").WithSummary("Lists how good models are at what.");
        group.MapPost("/import", ImportAsync).WithName("ImportBenchmarks").WithSummary("Derives scores from dated, sourced figures of benchmarks.");
        group.MapGet("/{**model}", GetAsync).WithName("GetProfile").WithSummary("Reads the capability profile of a canonical model.");
        group.MapPut("/{**model}", PutAsync).WithName("PutProfile").WithSummary("Replaces what operators say of a model; scores that ship stay beside theirs.");
        group.MapDelete("/{**model}", DeleteAsync).WithName("DeleteProfile").WithSummary("Removes a profile with all its scores; nothing is known of the model then.");
    }

    private static Task<Results<Ok<Page<ProfileView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync<ProfileView>(
            page_size,
            page_token,
            database,
            async (connection, after, most) =>
            {
                var models = await connection.ListAsync(
                    """
                    SELECT canonical_id FROM capability_profiles
                    WHERE scope = 'global' AND canonical_id COLLATE "C" > $1 ORDER BY canonical_id COLLATE "C" LIMIT $2
                    """,
                    [after, most],
                    static row => row.GetString(0),
                    cancellationToken);
                return [.. (await ProfileReader.ListAsync(connection, [.. models], cancellationToken)).Select(ProfileView.Of)];
            },
            static row => row.Model!,
            cancellationToken);

    private static Task<Results<Ok<ProfileView>, ProblemHttpResult>> GetAsync(
        [FromRoute] ModelName model, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken) =>
        Answers.OneAsync(
            database,
            edits,
            connection => FindAsync(connection, model, cancellationToken),
            connection => Edits.TagAsync(connection, Kinds, model.Value, cancellationToken),
            Unknown(model),
            cancellationToken);

    internal static async Task<Results<Ok<ProfileView>, Created<ProfileView>, ProblemHttpResult>> PutAsync(
        [FromRoute] ModelName model, ProfileView write, Edits edits, TimeProvider time, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        ProfileRules.Check(write, today, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await using var edit = await edits.BeginAsync(cancellationToken);
        if (!await HasModelAsync(edit, model.Value, cancellationToken))
        {
            return Problems.NotFound($"There is no canonical model '{model}'.");
        }

        var before = await FindAsync(edit.Connection, model, cancellationToken);
        var tag = before is null ? null : await Edits.TagAsync(edit.Connection, Kinds, model.Value, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag);
        }

        await ProfileWriter.SetAsync(
            edit, new ProfileRow(model.Value, write.SuccessRate, write.Priority, write.RoutingWeight, write.IsActive), cancellationToken);
        await ProfileWriter.ReplaceScoresAsync(
            edit,
            ScoreRow.Manual,
            [new ScoredModel(model.Value, [.. write.Scores.Select(score => ProfileRules.ToRow(score, today))])],
            cancellationToken);
        var after = await FindAsync(edit.Connection, model, cancellationToken);
        tag = await Edits.TagAsync(edit.Connection, Kinds, model.Value, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        edits.Show(tag);
        return before is null ? TypedResults.Created($"/api/v1/profiles/{model}", after) : TypedResults.Ok(after!);
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        [FromRoute] ModelName model, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        if (await FindAsync(edit.Connection, model, cancellationToken) is null)
        {
            return Unknown(model);
        }

        var tag = await Edits.TagAsync(edit.Connection, Kinds, model.Value, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag);
        }

        await edit.Connection.ExecuteAsync(
            "DELETE FROM capability_profiles WHERE canonical_id = $1 AND scope = 'global'", [model.Value], cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<BenchmarkImported>, ProblemHttpResult>> ImportAsync(
        BenchmarkImport import, Edits edits, BenchmarkScores benchmarks, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        import.Check(benchmarks, faults);
        await using var edit = await edits.BeginAsync(cancellationToken);
        await import.CheckModelsAsync(edit, faults, cancellationToken);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        var models = import.Rows(benchmarks);
        await ProfileWriter.AddScoresAsync(edit, ScoreRow.Manual, models, cancellationToken);
        var revision = await edit.CommitAsync(cancellationToken);
        return TypedResults.Ok(new BenchmarkImported(models.Length, models.Sum(model => model.Scores.Length), revision));
    }

    private static async Task<ProfileView?> FindAsync(NpgsqlConnection connection, ModelName model, CancellationToken cancellationToken) =>
        (await ProfileReader.ListAsync(connection, [model.Value], cancellationToken)).Select(ProfileView.Of).FirstOrDefault();

    private static async Task<bool> HasModelAsync(CatalogEdit edit, string model, CancellationToken cancellationToken) =>
        await edit.Connection.FirstOrDefaultAsync(
            """
            SELECT true WHERE EXISTS (SELECT FROM models WHERE canonical_id = $1 AND scope = 'global')
                OR EXISTS (SELECT FROM model_registry WHERE canonical_id = $1 AND scope = 'global')
            """,
            [model],
            row => row.GetBoolean(0),
            cancellationToken);

    private static ProblemHttpResult Unknown(ModelName model) =>
        Problems.NotFound($"There is no capability profile of '{model}'. GET /api/v1/profiles lists those there are.");
}
