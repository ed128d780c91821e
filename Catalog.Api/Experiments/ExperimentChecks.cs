using Catalog.Api.Database;
using Catalog.Api.Policies;
using Catalog.Api.Registry;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Routing.Experiments;

namespace Catalog.Api.Experiments;

/// <summary>Says what is wrong with an experiment that somebody wants to write.</summary>
internal static class ExperimentChecks
{
    private const int LongestDescription = 500;

    /// <summary>What can be said without looking into the catalog.</summary>
    public static void Check(ExperimentRow row, Faults faults)
    {
        foreach (var (field, fault) in ExperimentRules.Faults(row.ToDomain()))
        {
            faults.Add(field, fault);
        }

        faults.Require(ExperimentState.All.Contains(row.State), "state", $"must be one of {string.Join(", ", ExperimentState.All)}");
        faults.Require(ExperimentUnits.Find(row.Unit) is not null, "unit", $"must be one of {string.Join(", ", ExperimentUnits.Names)}");
        faults.Require(row.Description.Length <= LongestDescription, "description", $"is longer than {LongestDescription} characters");
        faults.Require(!row.Description.Contains('\0', StringComparison.Ordinal), "description", "contains the character U+0000");
    }

    /// <summary>Whoever takes part stays in its variant, and what was measured stays comparable: what has begun keeps all but its share, state and description.</summary>
    public static void CheckChange(ExperimentRow before, ExperimentRow after, Faults faults)
    {
        faults.Require(
            ExperimentState.MayFollow(before.State, after.State),
            "state",
            $"cannot become {after.State} from {before.State}; a new experiment under another name can begin at any time");
        if (before.State == ExperimentState.Draft)
        {
            return;
        }

        const string Kept = "cannot change once it has begun: those who take part would change sides. End it and begin another under a new name";
        faults.Require(before.Salt == after.Salt, "salt", Kept);
        faults.Require(before.Unit == after.Unit, "unit", Kept);
        faults.Require(before.Variants.SequenceEqual(after.Variants), "variants", Kept);
        faults.Require(before.Selectors.SequenceEqual(after.Selectors), "selectors", Kept);
        faults.Require(before.Keys.SequenceEqual(after.Keys), "keys", Kept);
        faults.Require(before.Projects.SequenceEqual(after.Projects), "projects", Kept);
    }

    /// <summary>What it names has to exist, and nobody else may draw as it does.</summary>
    public static async Task CheckNamesAsync(CatalogEdit edit, ExperimentRow row, Faults faults, CancellationToken cancellationToken)
    {
        if (!row.Salt.Any(char.IsControl) && await ExperimentStore.SaltedAsync(edit.Connection, row.Salt, row.Name, cancellationToken) is { } other)
        {
            faults.Add("salt", $"is that of {other}: both would draw alike");
        }

        var policies = await PolicyStore.NamesAsync(edit.Connection, cancellationToken);
        for (var i = 0; i < row.Variants.Length; i++)
        {
            var variant = row.Variants[i].ToDomain();
            if (variant.Selector is { } selector && !await References.LeadsSomewhereAsync(edit, selector, cancellationToken))
            {
                faults.Add($"variants[{i}].selector", $"leads nowhere: no model, deployment, alias, preset, family or tier is called '{selector}'");
            }

            if (variant.Policy is { } policy)
            {
                PolicyRules.CheckName(policy, $"variants[{i}].policy", policies, faults);
            }
        }

        foreach (var selector in row.Selectors)
        {
            if (!await References.LeadsSomewhereAsync(edit, selector, cancellationToken))
            {
                faults.Add("selectors", $"nothing is called '{selector}'");
            }
        }

        await RequireAsync("keys", "SELECT key_id FROM virtual_keys WHERE deleted_at IS NULL AND key_id = ANY ($1)", row.Keys);
        await RequireAsync("projects", "SELECT project_id FROM projects WHERE deleted_at IS NULL AND project_id = ANY ($1)", row.Projects);

        async Task RequireAsync(string field, string sql, IReadOnlyCollection<string> ids)
        {
            if (ids.Count == 0 || ids.Any(id => id.Any(char.IsControl)))
            {
                return;
            }

            foreach (var id in ids.Except(await edit.Connection.ListAsync(sql, [ids.ToArray()], found => found.GetString(0), cancellationToken)))
            {
                faults.Add(field, $"there is no '{id}'");
            }
        }
    }
}
