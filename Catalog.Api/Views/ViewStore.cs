using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Views;

/// <summary>Reads views with their use, and what they were before.</summary>
internal static class ViewStore
{
    private const string Select =
        """
        SELECT views.name, description, filter, origin, edited, coalesce(listings, 0), coalesce(decisions, 0), last_used,
            EXISTS (SELECT FROM orchestrator_config WHERE active_table_name = views.name AND orchestrator_config.scope = views.scope)
        FROM views LEFT JOIN view_uses USING (name, scope)
        WHERE views.scope = 'global'
        """;

    /// <summary>In order of name.</summary>
    public static Task<List<SavedView>> ListAsync(NpgsqlConnection connection, string after, int size, CancellationToken cancellationToken) =>
        connection.ListAsync($"""{Select} AND views.name COLLATE "C" > $1 ORDER BY views.name COLLATE "C" LIMIT $2""", [after, size], Read, cancellationToken);

    public static Task<SavedView?> FindAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync($"{Select} AND views.name = $1", [name], Read, cancellationToken);

    /// <summary>Newest first.</summary>
    public static Task<List<ViewVersion>> HistoryAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        ChangeHistory.ListAsync<ViewRow, ViewVersion>(
            connection, "view", name, static (revision, at, by, row) => new(revision, at, by, row is null ? null : Plain(row)), cancellationToken);

    private static SavedView Plain(ViewRow row) => new()
    {
        Name = row.Name,
        Description = row.Description,
        Filter = row.Filter,
        Origin = row.Origin,
        Edited = row.Edited,
    };

    private static SavedView Read(NpgsqlDataReader row) => new()
    {
        Name = row.GetString(0),
        Description = row.GetString(1),
        Filter = row.GetString(2),
        Origin = row.GetString(3),
        Edited = [.. row.GetFieldValue<string[]>(4)],
        Used = new ViewUse(row.GetInt64(5), row.GetInt64(6), row.Nullable<DateTimeOffset>(7)),
        Active = row.GetBoolean(8),
    };
}
