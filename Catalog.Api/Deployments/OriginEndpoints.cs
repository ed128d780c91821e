using Catalog.Api.Database;
using Catalog.Api.Registry;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Catalog.Api.Deployments;

/// <summary>Moves deployments between what people stand by and what providers merely list.</summary>
internal static class OriginEndpoints
{
    private const string Promote = "promote";
    private const string Demote = "demote";

    public static void MapOrigins(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/models").WithTags("Models");
        group.MapPost("/{provider}/{model}/promote", PromoteAsync).WithName("PromoteModel").WithSummary("Takes a discovered deployment over: its facts are treated as curated from then on.");
        group.MapPost("/{provider}/{model}/demote", DemoteAsync).WithName("DemoteModel").WithSummary("Gives a promoted deployment back to its provider's word.");

        // The same for names whose slashes stand raw.
        group.MapPost("/{provider}/{**path}", SplitAsync).ExcludeFromDescription();
    }

    private static Task<Results<Ok<DeploymentView>, ProblemHttpResult>> PromoteAsync(
        string provider, [FromRoute] ModelName model, Edits edits, CancellationToken cancellationToken) =>
        MoveAsync(provider, model.Value, "discovered", "promoted", edits, cancellationToken);

    private static Task<Results<Ok<DeploymentView>, ProblemHttpResult>> DemoteAsync(
        string provider, [FromRoute] ModelName model, Edits edits, CancellationToken cancellationToken) =>
        MoveAsync(provider, model.Value, "promoted", "discovered", edits, cancellationToken);

    private static Task<Results<Ok<DeploymentView>, ProblemHttpResult>> SplitAsync(
        string provider, [FromRoute] ModelName path, Edits edits, CancellationToken cancellationToken)
    {
        var slash = path.Value.LastIndexOf('/');
        return (slash < 0 ? "" : path.Value[(slash + 1)..]) switch
        {
            Promote => PromoteAsync(provider, new ModelName(path.Value[..slash]), edits, cancellationToken),
            Demote => DemoteAsync(provider, new ModelName(path.Value[..slash]), edits, cancellationToken),
            _ => Task.FromResult<Results<Ok<DeploymentView>, ProblemHttpResult>>(
                Problems.NotFound("A model can be posted to with /promote or /demote behind its name.")),
        };
    }

    private static async Task<Results<Ok<DeploymentView>, ProblemHttpResult>> MoveAsync(
        string provider, string model, string from, string to, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var id = $"{provider}/{model}";
        var before = await DeploymentStore.FindAsync(edit.Connection, provider, model, null, cancellationToken);
        if (before is null)
        {
            return Problems.NotFound($"The registry has no {id}. GET /api/v1/models?search=… finds similar names.");
        }

        if (before.Origin == to)
        {
            return TypedResults.Ok(before);
        }

        if (before.Origin != from)
        {
            return Problems.Conflict($"{id} is {before.Origin}; only a {from} deployment can become {to}.");
        }

        // What tiers rest on must not change at the next word of a provider.
        if (to == "discovered" && await References.ToAsync(edit, [id], cancellationToken) is { Count: > 0 } references)
        {
            return Problems.Conflict($"{id} is still used by {string.Join(", ", references)}. Change these first.");
        }

        await edit.Connection.ExecuteAsync(
            "UPDATE model_registry SET origin = $3 WHERE provider_id = $1 AND model_id = $2 AND scope = 'global'",
            [provider, model, to],
            cancellationToken);
        var after = await DeploymentStore.FindAsync(edit.Connection, provider, model, null, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return TypedResults.Ok(after!);
    }
}
