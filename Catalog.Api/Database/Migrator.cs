using Npgsql;

namespace Catalog.Api.Database;

/// <summary>Brings the schema up to this version, one transaction per script, one process at a time.</summary>
internal sealed class Migrator(NpgsqlDataSource database, ILogger<Migrator> logger)
{
    // Chosen once at random; every process that migrates this database takes the same lock.
    private const long Lock = 7_203_514_466_918_045;

    public Task MigrateAsync(CancellationToken cancellationToken) => MigrateAsync(MigrationScript.LoadAll(), cancellationToken);

    public async Task MigrateAsync(IReadOnlyList<MigrationScript> scripts, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // The lock belongs to the session, so a process that dies gives it up.
        await connection.ExecuteAsync("SELECT pg_advisory_lock($1)", [Lock], cancellationToken);
        try
        {
            var applied = await ReadAppliedAsync(connection, cancellationToken);
            Verify(scripts, applied);
            foreach (var script in scripts.Where(script => !applied.ContainsKey(script.Version)))
            {
                await ApplyAsync(connection, script, cancellationToken);
                DatabaseLog.Migrated(logger, script.Name);
            }
        }
        finally
        {
            await connection.ExecuteAsync("SELECT pg_advisory_unlock($1)", [Lock], CancellationToken.None);
        }
    }

    private static async Task<Dictionary<int, string>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            """
            CREATE TABLE IF NOT EXISTS schema_versions (
                version integer PRIMARY KEY,
                name text NOT NULL,
                checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            )
            """,
            [],
            cancellationToken);
        var rows = await connection.ListAsync(
            "SELECT version, checksum FROM schema_versions", [], row => (row.GetInt32(0), row.GetString(1)), cancellationToken);
        return rows.ToDictionary(row => row.Item1, row => row.Item2);
    }

    private static void Verify(IReadOnlyList<MigrationScript> scripts, Dictionary<int, string> applied)
    {
        var newest = scripts.Max(script => script.Version);
        if (applied.Count > 0 && applied.Keys.Max() > newest)
        {
            throw new DatabaseRefusedException(
                $"The database has schema version {applied.Keys.Max()}, this Catalog.Api knows versions up to {newest}. "
                + "Start the version that wrote it, or a newer one, or give it another database.");
        }

        var edited = scripts.FirstOrDefault(script => applied.TryGetValue(script.Version, out var checksum) && checksum != script.Checksum);
        if (edited is not null)
        {
            throw new DatabaseRefusedException(
                $"The database got its schema version {edited.Version} from another text than this Catalog.Api's {edited.Name}. "
                + "It was written by a build that never shipped; restore a backup or, if its data may go, start with a fresh database.");
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(script.Sql, [], cancellationToken);
        await connection.ExecuteAsync(
            "INSERT INTO schema_versions (version, name, checksum) VALUES ($1, $2, $3)",
            [script.Version, script.Name, script.Checksum],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
