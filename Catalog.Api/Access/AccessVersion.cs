using System.Text.Json;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Access;

/// <summary>What a row was from a revision on.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="RecordedAt">When the change was made.</param>
/// <param name="ChangedBy">Who made it.</param>
/// <param name="Kind">What changed: the row itself, or a secret of a key.</param>
/// <param name="Content">The row; null when it was removed.</param>
internal sealed record AccessVersion(long Revision, DateTimeOffset RecordedAt, string ChangedBy, string Kind, JsonElement? Content)
{
    private const int MostVersions = 100;

    /// <summary>Newest first.</summary>
    public static Task<List<AccessVersion>> ListAsync(NpgsqlConnection connection, string[] kinds, string id, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT revision, recorded_at, changed_by, kind, content
            FROM catalog_changes
            WHERE kind = ANY ($1) AND key = $2
            ORDER BY change_id DESC
            LIMIT $3
            """,
            [kinds, id, MostVersions],
            row => new AccessVersion(
                row.GetInt64(0),
                row.GetFieldValue<DateTimeOffset>(1),
                row.GetString(2),
                row.GetString(3),
                row.NullableString(4) is { } content ? JsonSerializer.Deserialize<JsonElement>(content) : null),
            cancellationToken);
}
