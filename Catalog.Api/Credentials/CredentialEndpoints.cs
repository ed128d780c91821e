using Catalog.Api.Providers;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.ControlPlane;

namespace Catalog.Api.Credentials;

/// <summary>Sets and removes the key that the catalog keeps for a provider. There is no way to read one back.</summary>
internal static class CredentialEndpoints
{
    public static void MapCredentials(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/providers/{id}/credential").WithTags("Providers");
        group.MapPut("/", PutAsync).WithName("PutCredential").WithSummary("Stores a provider's key, sealed; it replaces the variable or file named so far.");
        group.MapDelete("/", DeleteAsync).WithName("DeleteCredential").WithSummary("Removes a provider's stored key.");
    }

    private static async Task<Results<Ok<ProviderView>, ProblemHttpResult>> PutAsync(
        string id,
        CredentialWrite write,
        Edits edits,
        CredentialStore store,
        DataKey dataKey,
        ServiceKey serviceKey,
        CancellationToken cancellationToken)
    {
        var faults = new Faults();
        CredentialRules.Check(write, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        if (serviceKey.Value is null)
        {
            return Problems.Unprepared("Routers fetch stored keys with the service key, and none is set: set ServiceKey to the same secret in every service.");
        }

        if (dataKey.Find(out var missing, make: true) is not { } seal)
        {
            return Problems.Unprepared(missing!);
        }

        await using var edit = await edits.BeginAsync(cancellationToken);
        if (await ProviderStore.FindAsync(edit.Connection, id, cancellationToken) is not { } before)
        {
            return ProviderProblems.Unknown(id);
        }

        if (!edits.Matches(before.Etag))
        {
            return Problems.Changed(before.Etag!);
        }

        await ProviderWriter.UpsertAsync(edit, [ProviderEditor.ToRow(id, new ProviderWrite { ApiKeyStored = true }, before)], cancellationToken);
        await store.SetAsync(edit, id, write.ApiKey!, seal, cancellationToken);
        var after = await ProviderStore.FindAsync(edit.Connection, id, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        edits.Show(after!.Etag);
        return TypedResults.Ok(after);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        if (await ProviderStore.FindAsync(edit.Connection, id, cancellationToken) is null)
        {
            return ProviderProblems.Unknown(id);
        }

        if (!await CredentialStore.RemoveAsync(edit, id, cancellationToken))
        {
            return Problems.NotFound($"No key is stored for {id}.");
        }

        await edit.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
