using Catalog.Api.Database;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Routing.Catalog;

namespace Catalog.Api.Models;

/// <summary>REST over the canonical models: what stays true of a model whoever serves it. Deployments stand under <c>/models</c>.</summary>
internal static class ModelEndpoints
{
    private const int LongestName = 200;

    public static readonly string[] Kinds = ["model"];

    public static void MapCanonicalModels(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/canonical-models").WithTags("Canonical models");
        group.MapGet("/", ListAsync).WithName("ListCanonicalModels").WithSummary("Lists canonical models in order of name.");
        group.MapGet("/{**model}", GetAsync).WithName("GetCanonicalModel").WithSummary("Reads a canonical model.");
        group.MapPut("/{**model}", PutAsync).WithName("PutCanonicalModel").WithSummary("Adds a canonical model or edits the fields given.");
        group.MapDelete("/{**model}", DeleteAsync).WithName("DeleteCanonicalModel").WithSummary("Removes a canonical model nothing refers to.");
    }

    private static Task<Results<Ok<Page<ModelView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync(
            page_size,
            page_token,
            database,
            (connection, after, most) => ModelStore.ListAsync(connection, after, most, cancellationToken),
            static row => row.Id!,
            cancellationToken);

    private static Task<Results<Ok<ModelView>, ProblemHttpResult>> GetAsync(
        [FromRoute] ModelName model, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken) =>
        Answers.OneAsync(
            database,
            edits,
            connection => ModelStore.FindAsync(connection, model.Value, cancellationToken),
            connection => Edits.TagAsync(connection, Kinds, model.Value, cancellationToken),
            Unknown(model),
            cancellationToken);

    internal static async Task<Results<Ok<ModelView>, Created<ModelView>, ProblemHttpResult>> PutAsync(
        [FromRoute] ModelName model, ModelView write, Edits edits, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        Check(model.Value, write, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await using var edit = await edits.BeginAsync(cancellationToken);
        var before = await ModelStore.FindAsync(edit.Connection, model.Value, cancellationToken);
        var tag = before is null ? null : await Edits.TagAsync(edit.Connection, Kinds, model.Value, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag);
        }

        await ModelStore.WriteAsync(edit, model.Value, write, cancellationToken);
        var after = await ModelStore.FindAsync(edit.Connection, model.Value, cancellationToken);
        tag = await Edits.TagAsync(edit.Connection, Kinds, model.Value, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        edits.Show(tag);
        return before is null ? TypedResults.Created($"/api/v1/canonical-models/{model}", after) : TypedResults.Ok(after!);
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        [FromRoute] ModelName model, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        if (await ModelStore.FindAsync(edit.Connection, model.Value, cancellationToken) is null)
        {
            return Unknown(model);
        }

        var tag = await Edits.TagAsync(edit.Connection, Kinds, model.Value, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag);
        }

        var references = await ModelStore.ReferencesAsync(edit, model.Value, cancellationToken);
        if (references.Count > 0)
        {
            return Problems.Conflict($"{model} is still used by {string.Join(", ", references)}. Change these first.");
        }

        await edit.Connection.ExecuteAsync("DELETE FROM models WHERE canonical_id = $1 AND scope = 'global'", [model.Value], cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static void Check(string id, ModelView write, Faults faults)
    {
        faults.Require(id.Length <= LongestName && !id.Any(char.IsControl), "model", $"must have at most {LongestName} characters and no control characters");
        faults.Require(write.Name is not { Length: > LongestName }, "name", $"is longer than {LongestName} characters");
        faults.Require(write.Family is not { Length: > LongestName }, "family", $"is longer than {LongestName} characters");
        faults.Require(write.ContextWindow is null or >= 0, "context_window", "is negative");
        faults.Require(write.MaxOutputTokens is null or >= 0, "max_output_tokens", "is negative");
        foreach (var capability in write.Capabilities ?? [])
        {
            faults.Require(
                CapabilityNames.TryParse(capability, out _), "capabilities", $"knows no '{capability}'; there are {string.Join(", ", CapabilityNames.All)}");
        }
    }

    private static ProblemHttpResult Unknown(ModelName model) =>
        Problems.NotFound($"There is no canonical model '{model}'. GET /api/v1/canonical-models lists those there are.");
}
