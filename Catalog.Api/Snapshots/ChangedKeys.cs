using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Snapshots;

/// <summary>Which rows changed between two revisions, by kind, as the change log says.</summary>
internal sealed class ChangedKeys
{
    private readonly ILookup<string, string> _byKind;

    private ChangedKeys(IEnumerable<(string Kind, string Key)> rows) =>
        _byKind = rows.ToLookup(row => row.Kind, row => row.Key, StringComparer.Ordinal);

    public string[] Providers => [.. _byKind["provider"]];

    public string[] Models => [.. _byKind["model"]];

    /// <summary>A price is part of its deployment.</summary>
    public string[] Deployments => [.. _byKind["deployment"].Union(_byKind["price"], StringComparer.Ordinal)];

    public string[] Tiers => [.. _byKind["tier"]];

    public string[] Aliases => [.. _byKind["alias"]];

    public string[] Families => [.. _byKind["family"]];

    public string[] CapabilityProfiles => [.. _byKind["profile"]];

    public string[] AgentProfiles => [.. _byKind["agent_profile"]];

    public string[] Policies => [.. _byKind["policy"]];

    public string[] Presets => [.. _byKind["preset"]];

    public string[] Experiments => [.. _byKind["experiment"]];

    public string[] QualityEstimates => [.. _byKind["quality"]];

    public bool Rules => _byKind.Contains("config");

    /// <returns>Null when the log does not reach back that far.</returns>
    public static async Task<ChangedKeys?> ReadAsync(
        NpgsqlConnection connection, long after, long upTo, CancellationToken cancellationToken)
    {
        var oldest = await connection.FirstOrDefaultAsync(
            "SELECT min(revision) FROM catalog_changes", [], row => row.Nullable<long>(0), cancellationToken);
        if (after > upTo || (after < upTo && after < oldest - 1))
        {
            return null;
        }

        return new ChangedKeys(await connection.ListAsync(
            "SELECT DISTINCT kind, key FROM catalog_changes WHERE revision > $1 AND revision <= $2 AND scope = 'global'",
            [after, upTo],
            row => (row.GetString(0), row.GetString(1)),
            cancellationToken));
    }
}
