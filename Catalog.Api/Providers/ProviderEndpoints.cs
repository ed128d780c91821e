using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Catalog.Api.Providers;

/// <summary>REST over the provider endpoints.</summary>
internal static class ProviderEndpoints
{
    public static void MapProviders(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/providers").WithTags("Providers");
        group.MapGet("/", ListAsync).WithName("ListProviders").WithSummary("Lists provider endpoints.");
        group.MapGet("/{id}", GetAsync).WithName("GetProvider").WithSummary("Reads a provider endpoint.");
        group.MapPut("/{id}", PutAsync).WithName("PutProvider").WithSummary("Adds a provider endpoint or edits the fields given.");
        group.MapDelete("/{id}", DeleteAsync).WithName("DeleteProvider").WithSummary("Removes a provider endpoint and its deployments, if nothing refers to them.");
    }

    private static async Task<Results<Ok<Page<ProviderView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, ProviderStore store, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var size = Paging.Size(page_size, faults);
        var after = Paging.After(page_token, faults);
        return faults.None
            ? TypedResults.Ok(Paging.Cut(await store.ListAsync(after, size, cancellationToken), size, row => row.Id))
            : Problems.Invalid(faults);
    }

    private static async Task<Results<Ok<ProviderView>, ProblemHttpResult>> GetAsync(
        string id, ProviderStore store, Edits edits, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } found)
        {
            return ProviderProblems.Unknown(id);
        }

        edits.Show(found.Etag);
        return TypedResults.Ok(found);
    }

    private static async Task<Results<Ok<ProviderView>, Created<ProviderView>, ProblemHttpResult>> PutAsync(
        string id, ProviderWrite write, ProviderEditor editor, Edits edits, CancellationToken cancellationToken)
    {
        var outcome = await editor.SaveAsync(id, write, presence: null, edits.Matches, cancellationToken);
        if (outcome is not ProviderOutcome.Saved(var saved, var isNew))
        {
            return ProviderProblems.Of(id, outcome);
        }

        edits.Show(saved.Etag);
        return isNew ? TypedResults.Created($"/api/v1/providers/{id}", saved) : TypedResults.Ok(saved);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id, ProviderEditor editor, Edits edits, CancellationToken cancellationToken)
    {
        var outcome = await editor.RemoveAsync(id, edits.Matches, cancellationToken);
        return outcome is ProviderOutcome.Removed ? TypedResults.NoContent() : ProviderProblems.Of(id, outcome);
    }
}
