using System.Text.Json;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Views;

/// <summary>Reads views with their use, and what they were before.</summary>
internal static class ViewStore
{
    private const int MostVersions = 100;

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
        connection.ListAsync(
            """
            SELECT revision, recorded_at, changed_by, content
            FROM catalog_changes
            WHERE kind = 'view' AND key = $1 AND scope = 'global'
            ORDER BY change_id DESC
            LIMIT $2
            """,
            [name, MostVersions],
            row => new ViewVersion(
                row.GetInt64(0),
                row.GetFieldValue<DateTimeOffset>(1),
                row.GetString(2),
                row.NullableString(3) is { } content ? Plain(JsonSerializer.Deserialize<ViewRow>(content, RowJson.Format)!) : null),
            cancellationToken);

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
