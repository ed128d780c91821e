using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Catalog.Api.Tiers;

namespace Catalog.Api.Feedback;

/// <summary>Moves a model's deployments behind the others of every tier that has them, as an ordinary edit: it has a history and rolls back.</summary>
internal static class Demotion
{
    /// <returns>The tiers that changed.</returns>
    public static async Task<List<string>> ApplyAsync(CatalogEdit edit, string canonicalId, CancellationToken cancellationToken)
    {
        var deployments = (await edit.Connection.ListAsync(
            "SELECT provider_id || '/' || model_id FROM model_registry WHERE scope = 'global' AND canonical_id = $1",
            [canonicalId],
            row => row.GetString(0),
            cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var moved = new List<TierRow>();
        foreach (var tier in await TierStore.ListAsync(edit.Connection, cancellationToken))
        {
            var entries = tier.Entries.OrderBy(deployments.Contains).ToArray();
            if (!entries.SequenceEqual(tier.Entries))
            {
                moved.Add(new()
                {
                    Name = tier.Name!,
                    Entries = [.. entries],
                    MaxTokens = tier.MaxTokens,
                    TemperatureMillis = (int?)(tier.Temperature * 1_000),
                    Edited = ["entries"],
                });
            }
        }

        await TierWriter.UpsertAsync(edit, moved, cancellationToken);
        return [.. moved.Select(tier => tier.Name)];
    }
}
