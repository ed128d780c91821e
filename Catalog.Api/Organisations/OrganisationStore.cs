using Catalog.Api.Access;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Organisations;

/// <summary>Reads and writes organisations.</summary>
internal static class OrganisationStore
{
    public static readonly AccessTable<Organisation> Table = new("organisations", "organisation_id", ["organisation"], FindAsync);

    private const string Select = "SELECT organisation_id, display_name, disabled, version, created_at, updated_at, deleted_at FROM organisations";

    /// <summary>In order of id.</summary>
    public static Task<List<Organisation>> ListAsync(
        NpgsqlConnection connection, bool deleted, string after, int size, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""{Select} WHERE ($1 OR deleted_at IS NULL) AND organisation_id COLLATE "C" > $2 ORDER BY organisation_id COLLATE "C" LIMIT $3""",
            [deleted, after, size],
            Read,
            cancellationToken);

    public static Task<Organisation?> FindAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync($"{Select} WHERE organisation_id = $1", [id], Read, cancellationToken);

    public static Task InsertAsync(NpgsqlConnection connection, Organisation row, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "INSERT INTO organisations (organisation_id, display_name, disabled, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)",
            [row.Id, row.DisplayName, row.Disabled, now],
            cancellationToken);

    public static Task UpdateAsync(NpgsqlConnection connection, Organisation row, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "UPDATE organisations SET display_name = $2, disabled = $3, updated_at = $4, version = version + 1 WHERE organisation_id = $1",
            [row.Id, row.DisplayName, row.Disabled, now],
            cancellationToken);

    private static Organisation Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        DisplayName = row.GetString(1),
        Disabled = row.GetBoolean(2),
        Version = row.GetInt32(3),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(4),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(5),
        DeletedAt = row.Nullable<DateTimeOffset>(6),
    };
}
