using System.Collections.Immutable;
using System.Text.Json;
using Catalog.Api.Credentials;
using Catalog.Api.Database;
using Catalog.Api.Registry;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Profiles = global::Providers.ProviderProfiles;

namespace Catalog.Api.Providers;

/// <summary>Adds, edits and removes providers, each in one transaction; the same for REST and gRPC.</summary>
internal sealed class ProviderEditor(Edits edits)
{
    private static readonly ImmutableSortedDictionary<string, string> NoHeaders = ImmutableSortedDictionary<string, string>.Empty;
    private static readonly ImmutableSortedDictionary<string, JsonElement> NoParameters = ImmutableSortedDictionary<string, JsonElement>.Empty;

    /// <summary>Adds a provider or edits the fields given.</summary>
    /// <param name="id">Which.</param>
    /// <param name="write">What it is to be.</param>
    /// <param name="presence">True when it must be there, false when it must not, null when either will do.</param>
    /// <param name="matches">Whether the caller has seen the provider of this entity tag; null stands for none.</param>
    /// <param name="cancellationToken">Gives up; nothing is changed then.</param>
    public async Task<ProviderOutcome> SaveAsync(
        string id, ProviderWrite write, bool? presence, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var before = await ProviderStore.FindAsync(edit.Connection, id, cancellationToken);
        if (presence is not null && presence != before is not null)
        {
            return before is null ? new ProviderOutcome.Unknown() : new ProviderOutcome.Exists();
        }

        var faults = await FaultsAsync(edit, id, write, before, cancellationToken);
        if (!faults.None)
        {
            return new ProviderOutcome.Invalid(faults);
        }

        if (!matches(before?.Etag))
        {
            return new ProviderOutcome.Changed(before?.Etag);
        }

        var row = ToRow(id, write, before);
        var dropped = before?.Aliases.RemoveRange(row.Aliases) ?? [];
        if (await UsesAsync(edit, id, dropped, cancellationToken) is { Count: > 0 } uses)
        {
            return new ProviderOutcome.InUse(uses);
        }

        await ProviderWriter.UpsertAsync(edit, [row], cancellationToken);
        if (!row.ApiKeyStored)
        {
            // A key that nothing uses any more is one more that could leak.
            await CredentialStore.RemoveAsync(edit, id, cancellationToken);
        }

        var after = await ProviderStore.FindAsync(edit.Connection, id, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new ProviderOutcome.Saved(after!, before is null);
    }

    /// <summary>Removes a provider and its deployments, unless something refers to them.</summary>
    public async Task<ProviderOutcome> RemoveAsync(string id, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        if (await ProviderStore.FindAsync(edit.Connection, id, cancellationToken) is not { } before)
        {
            return new ProviderOutcome.Unknown();
        }

        if (!matches(before.Etag))
        {
            return new ProviderOutcome.Changed(before.Etag);
        }

        if (await UsesAsync(edit, id, [id, .. before.Aliases], cancellationToken) is { Count: > 0 } uses)
        {
            return new ProviderOutcome.InUse(uses);
        }

        await edit.Connection.ExecuteAsync("DELETE FROM model_registry WHERE provider_id = $1 AND scope = 'global'", [id], cancellationToken);
        await edit.Connection.ExecuteAsync("DELETE FROM providers WHERE provider_id = $1 AND scope = 'global'", [id], cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new ProviderOutcome.Removed();
    }

    /// <summary>What is wrong with an edit, without making it.</summary>
    public async Task<IReadOnlyCollection<(string Field, string Fault)>> FaultsAsync(string id, ProviderWrite write, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var before = await ProviderStore.FindAsync(edit.Connection, id, cancellationToken);
        return (await FaultsAsync(edit, id, write, before, cancellationToken)).All;
    }

    /// <summary>The row that a write makes of what was there.</summary>
    public static ProviderRow ToRow(string id, ProviderWrite write, ProviderView? before)
    {
        Profiles.TryGet(write.Profile ?? before!.Profile, out var profile);
        var key = write.NamesKey;
        return new ProviderRow
        {
            ProviderId = id,
            Name = write.Name ?? before?.Name ?? id,
            Aliases = write.Aliases ?? before?.Aliases ?? [],
            Profile = profile!.Name,
            BaseUrl = write.BaseUrl ?? before?.BaseUrl ?? profile.BaseUrl!.OriginalString,
            ApiKeyEnvironment = NullIfEmpty(key ? write.ApiKeyEnvironment : before?.ApiKeyEnvironment),
            ApiKeyFile = NullIfEmpty(key ? write.ApiKeyFile : before?.ApiKeyFile),
            ApiKeyStored = (key ? write.ApiKeyStored : before?.ApiKeyStored) ?? false,
            Headers = write.Headers ?? before?.Headers ?? NoHeaders,
            Parameters = write.Parameters ?? before?.Parameters ?? NoParameters,
            IsFree = write.IsFree ?? before?.IsFree ?? false,
            Enabled = write.Enabled ?? before?.Enabled ?? true,
            Origin = before?.Origin ?? "manual",
            Edited = write.Fields,
        };
    }

    /// <summary>What refers to its deployments under one of these names of it.</summary>
    private static async Task<List<string>> UsesAsync(CatalogEdit edit, string id, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        if (names.IsEmpty)
        {
            return [];
        }

        var deployments = await edit.Connection.ListAsync(
            """
            SELECT known.as_name || '/' || model_id
            FROM model_registry, unnest($2::text[]) AS known (as_name)
            WHERE provider_id = $1 AND scope = 'global'
            """,
            [id, names.ToArray()],
            row => row.GetString(0),
            cancellationToken);
        return await References.ToAsync(edit, [.. deployments], cancellationToken);
    }

    private static async Task<Faults> FaultsAsync(
        CatalogEdit edit, string id, ProviderWrite write, ProviderView? before, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        ProviderRules.Check(id, write, before, faults);
        ProviderNames.Check(id, write, before, await ProviderNames.TakenAsync(edit, id, cancellationToken), faults);
        return faults;
    }

    private static string? NullIfEmpty(string? text) => text is "" ? null : text;
}
