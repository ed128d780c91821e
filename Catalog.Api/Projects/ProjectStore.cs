using Catalog.Api.Access;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Projects;

/// <summary>Reads and writes projects.</summary>
internal static class ProjectStore
{
    public static readonly AccessTable<Project> Table = new("projects", "project_id", ["project"], FindAsync);

    private const string Select = "SELECT project_id, organisation_id, display_name, disabled, default_model, version, created_at, updated_at, deleted_at FROM projects";

    /// <summary>In order of id.</summary>
    public static Task<List<Project>> ListAsync(
        NpgsqlConnection connection, string? organisation, bool deleted, string after, int size, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            {Select}
            WHERE ($1 OR deleted_at IS NULL) AND project_id COLLATE "C" > $2 AND ($4::text IS NULL OR organisation_id = $4)
            ORDER BY project_id COLLATE "C" LIMIT $3
            """,
            [deleted, after, size, organisation],
            Read,
            cancellationToken);

    public static Task<Project?> FindAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync($"{Select} WHERE project_id = $1", [id], Read, cancellationToken);

    public static Task InsertAsync(NpgsqlConnection connection, Project row, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            INSERT INTO projects (project_id, organisation_id, display_name, disabled, default_model, created_at, updated_at)
            VALUES ($1, $5, $2, $3, $6, $4, $4)
            """,
            [row.Id, row.DisplayName, row.Disabled, now, row.Organisation, row.DefaultModel],
            cancellationToken);

    public static Task UpdateAsync(NpgsqlConnection connection, Project row, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            UPDATE projects SET display_name = $2, disabled = $3, default_model = $5::text, updated_at = $4, version = version + 1
            WHERE project_id = $1
            """,
            [row.Id, row.DisplayName, row.Disabled, now, row.DefaultModel],
            cancellationToken);

    private static Project Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        Organisation = row.GetString(1),
        DisplayName = row.GetString(2),
        Disabled = row.GetBoolean(3),
        DefaultModel = row.NullableString(4),
        Version = row.GetInt32(5),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(6),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(7),
        DeletedAt = row.Nullable<DateTimeOffset>(8),
    };
}
