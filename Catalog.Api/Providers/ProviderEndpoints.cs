using System.Collections.Immutable;
using System.Text.Json;
using Catalog.Api.Database;
using Catalog.Api.Registry;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Profiles = global::Providers.ProviderProfiles;

namespace Catalog.Api.Providers;

/// <summary>REST over the provider endpoints.</summary>
internal static class ProviderEndpoints
{
    private static readonly string[] Kinds = ["provider"];

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
        string id, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await ProviderStore.FindAsync(connection, id, cancellationToken);
        if (found is null)
        {
            return Unknown(id);
        }

        edits.Show(await Edits.TagAsync(connection, Kinds, id, cancellationToken));
        return TypedResults.Ok(found);
    }

    private static async Task<Results<Ok<ProviderView>, Created<ProviderView>, ProblemHttpResult>> PutAsync(
        string id, ProviderWrite write, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var before = await ProviderStore.FindAsync(edit.Connection, id, cancellationToken);
        var faults = new Faults();
        ProviderRules.Check(id, write, before, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        var tag = before is null ? null : await Edits.TagAsync(edit.Connection, Kinds, id, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag ?? "none: it does not exist");
        }

        await ProviderWriter.UpsertAsync(edit, [ToRow(id, write, before)], cancellationToken);
        var after = await ProviderStore.FindAsync(edit.Connection, id, cancellationToken);
        tag = await Edits.TagAsync(edit.Connection, Kinds, id, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        edits.Show(tag);
        return before is null ? TypedResults.Created($"/api/v1/providers/{id}", after) : TypedResults.Ok(after!);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        if (await ProviderStore.FindAsync(edit.Connection, id, cancellationToken) is null)
        {
            return Unknown(id);
        }

        var tag = await Edits.TagAsync(edit.Connection, Kinds, id, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag!);
        }

        var deployments = await edit.Connection.ListAsync(
            "SELECT provider_id || '/' || model_id FROM model_registry WHERE provider_id = $1 AND scope = 'global'",
            [id],
            row => row.GetString(0),
            cancellationToken);
        var references = await References.ToAsync(edit, [.. deployments], cancellationToken);
        if (references.Count > 0)
        {
            return Problems.Conflict(
                $"Models of {id} are still used by {string.Join(", ", references)}. Change these first, or set enabled to false instead.");
        }

        await edit.Connection.ExecuteAsync("DELETE FROM model_registry WHERE provider_id = $1 AND scope = 'global'", [id], cancellationToken);
        await edit.Connection.ExecuteAsync("DELETE FROM providers WHERE provider_id = $1 AND scope = 'global'", [id], cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static ProviderRow ToRow(string id, ProviderWrite write, ProviderView? before)
    {
        Profiles.TryGet(write.Profile ?? before!.Profile, out var profile);
        return new ProviderRow
        {
            ProviderId = id,
            Name = write.Name ?? before?.Name ?? id,
            Profile = profile!.Name,
            BaseUrl = write.BaseUrl ?? before?.BaseUrl ?? profile.BaseUrl!.OriginalString,
            ApiKeyEnvironment = write.ApiKeyEnvironment is "" ? null : write.ApiKeyEnvironment ?? before?.ApiKeyEnvironment,
            Headers = write.Headers ?? before?.Headers ?? ImmutableSortedDictionary<string, string>.Empty,
            Parameters = write.Parameters ?? before?.Parameters ?? ImmutableSortedDictionary<string, JsonElement>.Empty,
            IsFree = write.IsFree ?? before?.IsFree ?? false,
            Enabled = write.Enabled ?? before?.Enabled ?? true,
            Origin = before?.Origin ?? "manual",
            Edited = Edited(write),
        };
    }

    private static ImmutableArray<string> Edited(ProviderWrite write) =>
    [
        .. write.Name is null ? ReadOnlySpan<string>.Empty : ["name"],
        .. write.Profile is null ? ReadOnlySpan<string>.Empty : ["profile"],
        .. write.BaseUrl is null ? ReadOnlySpan<string>.Empty : ["base_url"],
        .. write.ApiKeyEnvironment is null ? ReadOnlySpan<string>.Empty : ["api_key"],
        .. write.Headers is null ? ReadOnlySpan<string>.Empty : ["headers"],
        .. write.Parameters is null ? ReadOnlySpan<string>.Empty : ["parameters"],
        .. write.IsFree is null ? ReadOnlySpan<string>.Empty : ["is_free"],
        .. write.Enabled is null ? ReadOnlySpan<string>.Empty : ["enabled"],
    ];

    private static ProblemHttpResult Unknown(string id) =>
        Problems.NotFound($"There is no provider '{id}'. GET /api/v1/providers lists those there are.");
}
