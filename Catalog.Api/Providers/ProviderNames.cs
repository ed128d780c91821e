using System.Collections.Immutable;
using Catalog.Api.Database;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;

namespace Catalog.Api.Providers;

/// <summary>Keeps a name from meaning two providers: ids and second names are one space.</summary>
internal static class ProviderNames
{
    /// <summary>Every name of the other providers, with the one it belongs to. True while the edit holds the revision's lock.</summary>
    public static async Task<Dictionary<string, string>> TakenAsync(CatalogEdit edit, string id, CancellationToken cancellationToken) =>
        (await edit.Connection.ListAsync(
            """
            SELECT known.as_name, provider_id
            FROM providers, unnest(aliases || provider_id) AS known (as_name)
            WHERE scope = 'global' AND provider_id <> $1
            """,
            [id],
            row => (Name: row.GetString(0), Owner: row.GetString(1)),
            cancellationToken)).ToDictionary(row => row.Name, row => row.Owner, StringComparer.Ordinal);

    public static void Check(string id, ProviderWrite write, ProviderView? before, Dictionary<string, string> taken, Faults faults)
    {
        if (before is null && taken.TryGetValue(id, out var holder))
        {
            faults.Add("id", $"is a second name of {holder}");
        }

        var aliases = write.Aliases ?? [];
        for (var i = 0; i < aliases.Length; i++)
        {
            var field = FormattableString.Invariant($"aliases[{i}]");
            if (!ProviderRules.IsName(aliases[i]))
            {
                faults.Add(field, ProviderRules.NameRule);
            }
            else if (taken.TryGetValue(aliases[i], out var owner))
            {
                faults.Add(field, owner == aliases[i] ? $"is the provider {owner}" : $"is already a second name of {owner}");
            }
            else if (aliases[i] == id || aliases.AsSpan(0, i).Contains(aliases[i]))
            {
                faults.Add(field, "names the provider twice");
            }
        }
    }
}
