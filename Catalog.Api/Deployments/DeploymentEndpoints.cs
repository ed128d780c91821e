using Catalog.Api.Database;
using Catalog.Api.Registry;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Catalog.Api.Deployments;

/// <summary>REST over the deployments: what can be called, where, at what price.</summary>
internal static class DeploymentEndpoints
{
    public static readonly string[] Kinds = ["deployment", "price"];

    public static void MapDeployments(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/models").WithTags("Models");
        group.MapGet("/", ListAsync).WithName("ListModels").WithSummary("Lists deployments in order of provider and model.");
        group.MapGet("/{provider}/{**model}", GetAsync).WithName("GetModel").WithSummary("Reads a deployment with its prices.");
        group.MapPut("/{provider}/{**model}", PutAsync).WithName("PutModel").WithSummary("Adds a deployment or edits the fields given.");
        group.MapDelete("/{provider}/{**model}", DeleteAsync).WithName("DeleteModel").WithSummary("Removes a deployment nothing refers to.");
    }

    private static async Task<Results<Ok<Page<DeploymentView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] DeploymentQuery query, DeploymentStore store, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var conditions = query.Conditions(faults);
        var size = Paging.Size(query.PageSize, faults);
        var after = Paging.After(query.PageToken, faults);
        return faults.None
            ? TypedResults.Ok(Paging.Cut(await store.ListAsync(conditions, after, size, cancellationToken), size, row => row.Id))
            : Problems.Invalid(faults);
    }

    private static async Task<Results<Ok<DeploymentView>, ProblemHttpResult>> GetAsync(
        string provider, [FromRoute] ModelName model, DateTimeOffset? as_of, DeploymentStore store, Edits edits, CancellationToken cancellationToken)
    {
        var found = await store.FindAsync(provider, model.Value, as_of, cancellationToken);
        if (found is null)
        {
            return Unknown(provider, model);
        }

        edits.Show(await store.TagAsync(Kinds, found.Id, cancellationToken));
        return TypedResults.Ok(found);
    }

    internal static async Task<Results<Ok<DeploymentView>, Created<DeploymentView>, ProblemHttpResult>> PutAsync(
        string provider, [FromRoute] ModelName model, DeploymentWrite write, Edits edits, DeploymentWriter writer, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        DeploymentRules.Check(model.Value, write, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await using var edit = await edits.BeginAsync(cancellationToken);
        if (!await References.HasProviderAsync(edit, provider, cancellationToken))
        {
            return Problems.NotFound($"There is no provider '{provider}'. Add it first: PUT /api/v1/providers/{provider}.");
        }

        var before = await DeploymentStore.FindAsync(edit.Connection, provider, model.Value, null, cancellationToken);
        var tag = await Edits.TagAsync(edit.Connection, Kinds, $"{provider}/{model}", cancellationToken);
        if (!edits.Matches(before is null ? null : tag))
        {
            return Problems.Changed(tag);
        }

        await writer.WriteAsync(edit, provider, model.Value, write, before, cancellationToken);
        var after = await DeploymentStore.FindAsync(edit.Connection, provider, model.Value, null, cancellationToken);
        tag = await Edits.TagAsync(edit.Connection, Kinds, after!.Id, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        edits.Show(tag);
        return before is null ? TypedResults.Created($"/api/v1/models/{after.Id}", after) : TypedResults.Ok(after);
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string provider, [FromRoute] ModelName model, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var id = $"{provider}/{model}";
        if (!edits.Matches(await Edits.TagAsync(edit.Connection, Kinds, id, cancellationToken)))
        {
            return Problems.Changed((await Edits.TagAsync(edit.Connection, Kinds, id, cancellationToken))!);
        }

        var references = await References.ToAsync(edit, [id], cancellationToken);
        if (references.Count > 0)
        {
            return Problems.Conflict($"{id} is still used by {string.Join(", ", references)}. Change these first.");
        }

        var removed = await edit.Connection.ExecuteAsync(
            "DELETE FROM model_registry WHERE provider_id = $1 AND model_id = $2 AND scope = 'global'", [provider, model.Value], cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return removed > 0 ? TypedResults.NoContent() : Unknown(provider, model);
    }

    private static ProblemHttpResult Unknown(string provider, ModelName model) =>
        Problems.NotFound($"The registry has no {provider}/{model}. GET /api/v1/models?search=… finds similar names.");
}
