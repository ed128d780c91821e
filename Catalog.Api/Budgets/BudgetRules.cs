using System.Text.RegularExpressions;
using Catalog.Api.Database;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Routing.Money.Budgets;

namespace Catalog.Api.Budgets;

/// <summary>Says what is wrong with a budget that somebody wants to write.</summary>
internal static partial class BudgetRules
{
    private const int LongestName = 200;
    private const int LongestDescription = 500;

    /// <summary>What can be said without looking into the catalog.</summary>
    public static void Check(BudgetRow budget, Faults faults)
    {
        faults.Require(Id().IsMatch(budget.BudgetId), "id", "must have lower-case letters, digits, hyphens and underscores, and at most 60 of them");
        faults.Require(
            BudgetNames.Scope(budget.OwnerKind) is not null,
            "scope",
            $"knows no '{budget.OwnerKind}'{Suggestion.Clause(budget.OwnerKind, BudgetNames.Scopes)} There are {string.Join(", ", BudgetNames.Scopes)}.");
        faults.Require(
            BudgetNames.Period(budget.Period) is not null,
            "period",
            $"knows no '{budget.Period}'{Suggestion.Clause(budget.Period, BudgetNames.Periods)} There are {string.Join(", ", BudgetNames.Periods)}.");
        faults.Require(
            budget.LimitNanos > 0 && budget.LimitNanos <= Budget.Largest.Value,
            "limit_usd",
            "must be more than nothing and at most 9,000,000, with at most nine decimals");
        CheckText(budget.OwnerId, "scope_id", faults);
        faults.Require(budget.OwnerId.Length > 0, "scope_id", "is missing");
        CheckText(budget.Model ?? "", "model", faults);
        faults.Require(budget.Description.Length <= LongestDescription, "description", $"is longer than {LongestDescription} characters");
        faults.Require(!budget.Description.Contains('\0', StringComparison.Ordinal), "description", "contains the character U+0000");
    }

    /// <summary>What it names has to exist.</summary>
    public static async Task CheckNamesAsync(CatalogEdit edit, BudgetRow budget, Faults faults, CancellationToken cancellationToken)
    {
        if (BudgetNames.Scope(budget.OwnerKind) is { } kind && budget.OwnerId.Length > 0)
        {
            var (table, key) = kind switch
            {
                BudgetScopeKind.Organisation => ("organisations", "organisation_id"),
                BudgetScopeKind.Project => ("projects", "project_id"),
                _ => ("virtual_keys", "key_id"),
            };
            var known = await edit.Connection.FirstOrDefaultAsync(
                $"SELECT EXISTS (SELECT FROM {table} WHERE {key} = $1 AND deleted_at IS NULL)", [budget.OwnerId], row => row.GetBoolean(0), cancellationToken);
            faults.Require(known, "scope_id", $"there is no {budget.OwnerKind} '{budget.OwnerId}'");
        }

        if (budget.Provider is { } provider)
        {
            var providers = await edit.Connection.ListAsync(
                "SELECT provider_id FROM providers WHERE scope = 'global'", [], row => row.GetString(0), cancellationToken);
            faults.Require(providers.Contains(provider), "provider", $"there is no provider '{provider}'{Suggestion.Clause(provider, providers)}");
        }

        if (budget.Model is { } model)
        {
            var known = await edit.Connection.FirstOrDefaultAsync(
                """
                SELECT EXISTS (SELECT FROM models WHERE scope = 'global' AND canonical_id = $1)
                    OR EXISTS (SELECT FROM model_registry WHERE scope = 'global' AND provider_id || '/' || model_id = $1)
                """,
                [model],
                row => row.GetBoolean(0),
                cancellationToken);
            faults.Require(known, "model", $"there is neither a model '{model}' nor a deployment; a deployment is written provider/model");
        }
    }

    private static void CheckText(string text, string field, Faults faults) =>
        faults.Require(text.Length <= LongestName && !text.Any(char.IsControl), field, $"must have at most {LongestName} characters and no control characters");

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,59}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
