using System.Collections.Immutable;
using Catalog.Api.Access;
using Catalog.Api.Database;
using Catalog.Api.Projects;
using Catalog.Api.Registry;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Routing.Catalog;

namespace Catalog.Api.Keys;

/// <summary>Says what is wrong with a key that somebody wants to write.</summary>
internal static class KeyRules
{
    private const int MostNames = 100;
    private const long MostPerMinute = 1_000_000_000_000;

    public static async Task<Faults> CheckAsync(CatalogEdit edit, VirtualKey key, VirtualKey? before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        AccessRules.CheckDisplayName(key.DisplayName, faults);
        faults.Require(key.Role is KeyRoles.Caller or KeyRoles.Admin, "role", "must be caller or admin");
        faults.Require(before is null || key.Project == before.Project, "project", $"is {before?.Project} and cannot be changed");
        faults.Require(before is null || key.Role == before.Role, "role", $"is {before?.Role} and cannot be changed");
        faults.Require(key.ExpiresAt is null || key.ExpiresAt > now || key.ExpiresAt == before?.ExpiresAt, "expires_at", "is past");
        CheckLimits(key.Limits, faults);
        await AccessRules.CheckDefaultModelAsync(edit, key.DefaultModel, faults, cancellationToken);
        await CheckScopeAsync(edit, key.Scope, faults, cancellationToken);
        if (before is null)
        {
            faults.Require(
                await ProjectStore.FindAsync(edit.Connection, key.Project, cancellationToken) is { DeletedAt: null },
                "project",
                $"there is no project '{key.Project}'; GET /api/v1/projects lists those there are");
        }

        return faults;
    }

    private static void CheckLimits(KeyLimits limits, Faults faults)
    {
        Check(limits.RequestsPerMinute, "limits.requests_per_minute");
        Check(limits.TokensPerMinute, "limits.tokens_per_minute");
        var models = limits.Models.IsDefault ? [] : limits.Models;
        faults.Require(models.Length <= MostNames, "limits.models", $"names more than {MostNames} models");
        faults.Require(models.DistinctBy(row => row.Model).Count() == models.Length, "limits.models", "names a model twice");
        for (var i = 0; i < models.Length; i++)
        {
            faults.Require(!string.IsNullOrWhiteSpace(models[i].Model), $"limits.models[{i}].model", "is missing");
            Check(models[i].RequestsPerMinute, $"limits.models[{i}].requests_per_minute");
            Check(models[i].TokensPerMinute, $"limits.models[{i}].tokens_per_minute");
        }

        void Check(long? limit, string field) =>
            faults.Require(limit is null or (>= 0 and <= MostPerMinute), field, $"must lie between 0 and {MostPerMinute}");
    }

    private static async Task CheckScopeAsync(CatalogEdit edit, KeyScope scope, Faults faults, CancellationToken cancellationToken)
    {
        var (models, providers, capabilities) = (Given(scope.AllowedModels), Given(scope.AllowedProviders), Given(scope.AllowedCapabilities));
        faults.Require(models.Length <= MostNames, "scope.allowed_models", $"names more than {MostNames} models");
        faults.Require(providers.Length <= MostNames, "scope.allowed_providers", $"names more than {MostNames} providers");
        foreach (var name in capabilities.Where(name => !CapabilityNames.TryParse(name, out _)))
        {
            faults.Add("scope.allowed_capabilities", $"knows no '{name}'{Suggestion.Clause(name, CapabilityNames.All)} There are {string.Join(", ", CapabilityNames.All)}.");
        }

        if (!faults.None || models.Length + providers.Length == 0)
        {
            return;
        }

        foreach (var name in await UnknownModelsAsync(edit, models, cancellationToken))
        {
            faults.Add("scope.allowed_models", $"there is no model '{name}'; name one as provider/model, by its canonical name, or as its provider does");
        }

        foreach (var name in providers)
        {
            faults.Require(await References.HasProviderAsync(edit, name, cancellationToken), "scope.allowed_providers", $"there is no provider '{name}'");
        }
    }

    private static Task<List<string>> UnknownModelsAsync(CatalogEdit edit, ImmutableArray<string> names, CancellationToken cancellationToken) =>
        edit.Connection.ListAsync(
            """
            SELECT wanted FROM unnest($1::text[]) AS given (wanted)
            WHERE NOT EXISTS (SELECT FROM model_registry
                WHERE scope = 'global' AND wanted IN (provider_id || '/' || model_id, model_id, canonical_id))
            """,
            [names.ToArray()],
            row => row.GetString(0),
            cancellationToken);

    private static ImmutableArray<string> Given(ImmutableArray<string> names) => names.IsDefault ? [] : names;
}
