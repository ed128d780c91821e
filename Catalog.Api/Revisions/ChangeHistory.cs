using System.Text.Json;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Revisions;

/// <summary>What a row was, as the recorded changes tell.</summary>
internal static class ChangeHistory
{
    private const int MostVersions = 100;

    /// <summary>The latest versions, newest first.</summary>
    /// <param name="connection">Where the changes are recorded.</param>
    /// <param name="kind">What kind of row.</param>
    /// <param name="key">Which.</param>
    /// <param name="version">Makes a version of its revision, when and by whom it was made, and the row, which is null once removed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<TVersion>> ListAsync<TRow, TVersion>(
        NpgsqlConnection connection, string kind, string key, Func<long, DateTimeOffset, string, TRow?, TVersion> version, CancellationToken cancellationToken)
        where TRow : class =>
        connection.ListAsync(
            """
            SELECT revision, recorded_at, changed_by, content
            FROM catalog_changes
            WHERE kind = $1 AND key = $2 AND scope = 'global'
            ORDER BY change_id DESC
            LIMIT $3
            """,
            [kind, key, MostVersions],
            row => version(
                row.GetInt64(0),
                row.GetFieldValue<DateTimeOffset>(1),
                row.GetString(2),
                row.NullableString(3) is { } content ? JsonSerializer.Deserialize<TRow>(content, RowJson.Format) : null),
            cancellationToken);
}
