using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Filters;
using Catalog.Api.Rest;
using Npgsql;

namespace Catalog.Api.Views;

/// <summary>Lists what a view contains, and counts that it was asked.</summary>
internal sealed class ViewModels(NpgsqlDataSource database, DeploymentStore store)
{
    /// <param name="name">Which view.</param>
    /// <param name="after">The last row of the page before; empty for the first page, which counts as one use.</param>
    /// <param name="size">Rows of a page; one more is read.</param>
    /// <param name="faults">Gets what is wrong with the view's filter, should a newer version have written it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is no such view.</returns>
    public async Task<List<DeploymentView>?> ListAsync(string name, string after, int size, Faults faults, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await ViewStore.FindAsync(connection, name, cancellationToken) is not { Filter: { } filter })
        {
            return null;
        }

        var conditions = FilterParser.Parse(filter, faults);
        if (!faults.None)
        {
            return [];
        }

        if (after.Length == 0)
        {
            await CountAsync(connection, name, cancellationToken);
        }

        return await store.ListAsync(conditions, after, size, cancellationToken);
    }

    private static Task<int> CountAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) => connection.ExecuteAsync(
        """
        INSERT INTO view_uses AS kept (name, listings, last_used) VALUES ($1, 1, now())
        ON CONFLICT (name, scope) DO UPDATE SET listings = kept.listings + 1, last_used = greatest(kept.last_used, excluded.last_used)
        """,
        [name],
        cancellationToken);
}
