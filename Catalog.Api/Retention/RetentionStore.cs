using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Retention;

/// <summary>Reads and writes how long rows are kept, and deletes those that are too old.</summary>
internal static class RetentionStore
{
    public static async Task<Dictionary<string, int>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = await connection.ListAsync(
            "SELECT table_name, days FROM ledger_retention WHERE scope = 'global' ORDER BY table_name",
            [],
            row => KeyValuePair.Create(row.GetString(0), row.GetInt32(1)),
            cancellationToken);
        return new(rows, StringComparer.Ordinal);
    }

    public static Task WriteAsync(NpgsqlConnection connection, string table, int days, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "UPDATE ledger_retention SET days = $2 WHERE table_name = $1 AND scope = 'global'", [table, days], cancellationToken);

    /// <summary>Deletes everything older than a day.</summary>
    /// <returns>Partitions dropped, or rows deleted where there are none.</returns>
    public static async Task<int> TrimAsync(NpgsqlConnection connection, KeptTable table, DateOnly keepFrom, CancellationToken cancellationToken)
    {
        // Dropping a partition locks the whole table. Whoever reads it for long is not waited for, since writers would wait behind us.
        await connection.ExecuteAsync("SET lock_timeout = '5s'", [], cancellationToken);
        return table.IsPartitioned
            ? await connection.FirstOrDefaultAsync(
                "SELECT drop_ledger_partitions($1, $2)", [table.Name, keepFrom], row => row.GetInt32(0), cancellationToken)
            : await connection.ExecuteAsync(
                $"DELETE FROM {table.Name} WHERE {table.Time} < $1::timestamp AT TIME ZONE 'UTC'", [keepFrom], Sql.ForManyRows, cancellationToken);
    }
}
