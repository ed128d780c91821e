using System.Collections.Immutable;
using System.Text.Json;
using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;
using Routing.Experiments;

namespace Catalog.Api.Experiments;

/// <summary>Reads and writes experiments, and what they were before.</summary>
internal static class ExperimentStore
{
    private const string Select =
        """
        SELECT name, description, state, salt, selectors, keys, projects, unit, share_millis, variants, started_at, ended_at
        FROM experiments WHERE scope = 'global'
        """;

    /// <summary>In order of name.</summary>
    public static Task<List<ExperimentRow>> ListAsync(NpgsqlConnection connection, string after, int size, CancellationToken cancellationToken) =>
        connection.ListAsync($"""{Select} AND name COLLATE "C" > $1 ORDER BY name COLLATE "C" LIMIT $2""", [after, size], Read, cancellationToken);

    public static Task<ExperimentRow?> FindAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync($"{Select} AND name = $1", [name], Read, cancellationToken);

    /// <summary>Those that run, as routers see them.</summary>
    public static async Task<IEnumerable<Experiment>> RunningAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.ListAsync($"""{Select} AND state = $1 ORDER BY name COLLATE "C" """, [ExperimentState.Running], Read, cancellationToken))
        .Select(row => row.ToDomain());

    /// <summary>The other experiment that draws with a salt, if any.</summary>
    public static Task<string?> SaltedAsync(NpgsqlConnection connection, string salt, string name, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync(
            "SELECT name FROM experiments WHERE scope = 'global' AND salt = $1 AND name <> $2", [salt, name], row => row.GetString(0), cancellationToken);

    public static Task UpsertAsync(CatalogEdit edit, ExperimentRow row, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            INSERT INTO experiments (
                name, description, state, salt, selectors, keys, projects, unit, share_millis, variants, started_at, ended_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11::timestamptz, $12::timestamptz)
            ON CONFLICT (name, scope) DO UPDATE SET
                description = excluded.description, state = excluded.state, salt = excluded.salt, selectors = excluded.selectors,
                keys = excluded.keys, projects = excluded.projects, unit = excluded.unit, share_millis = excluded.share_millis,
                variants = excluded.variants, started_at = excluded.started_at, ended_at = excluded.ended_at
            """,
            [
                row.Name, row.Description, row.State, row.Salt, row.Selectors.ToArray(), row.Keys.ToArray(), row.Projects.ToArray(), row.Unit,
                row.ShareMillis, RowJson.OfValue(row.Variants), row.StartedAt?.ToUniversalTime(), row.EndedAt?.ToUniversalTime(),
            ],
            cancellationToken);

    public static Task RemoveAsync(CatalogEdit edit, string name, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync("DELETE FROM experiments WHERE name = $1 AND scope = 'global'", [name], cancellationToken);

    /// <summary>Newest first.</summary>
    public static Task<List<ExperimentVersion>> HistoryAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        ChangeHistory.ListAsync<ExperimentRow, ExperimentVersion>(
            connection, "experiment", name, static (revision, at, by, row) => new(revision, at, by, row is null ? null : ExperimentView.Of(row)), cancellationToken);

    private static ExperimentRow Read(NpgsqlDataReader row) => new()
    {
        Name = row.GetString(0),
        Description = row.GetString(1),
        State = row.GetString(2),
        Salt = row.GetString(3),
        Selectors = [.. row.GetFieldValue<string[]>(4)],
        Keys = [.. row.GetFieldValue<string[]>(5)],
        Projects = [.. row.GetFieldValue<string[]>(6)],
        Unit = row.GetString(7),
        ShareMillis = row.GetInt32(8),
        Variants = JsonSerializer.Deserialize<ImmutableArray<ExperimentVariant>>(row.GetString(9), RowJson.Format),
        StartedAt = row.Nullable<DateTimeOffset>(10),
        EndedAt = row.Nullable<DateTimeOffset>(11),
    };
}
