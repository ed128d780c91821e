using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.History;

/// <summary>Health views that decided something, each kept once.</summary>
internal sealed class HealthViewStore(NpgsqlDataSource database)
{
    /// <summary>Adds views within a transaction of the caller's; those that are there stay.</summary>
    /// <remarks>In order of their ids, so that two writers of the same views do not wait for each other.</remarks>
    public static Task AddAsync(NpgsqlConnection connection, IReadOnlyCollection<(string Id, string Content)> views, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            INSERT INTO health_views (view_id, content)
            SELECT view_id, content FROM unnest($1::text[], $2::text[]) AS given (view_id, content) ORDER BY view_id
            ON CONFLICT DO NOTHING
            """,
            [views.Select(view => view.Id).ToArray(), views.Select(view => view.Content).ToArray()],
            cancellationToken);

    /// <returns>The content; null when no decision of that view has arrived.</returns>
    public async Task<string?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.FirstOrDefaultAsync(
            "SELECT content FROM health_views WHERE view_id = $1", [id], row => row.GetString(0), cancellationToken);
    }
}
