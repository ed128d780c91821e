using Npgsql;
using NpgsqlTypes;

namespace Catalog.Api.Database;

/// <summary>Hands any number of rows to PostgreSQL at once: COPY into a temporary table, from which one statement takes them.</summary>
/// <param name="table">The temporary table's name; it is gone when the transaction ends.</param>
/// <param name="columns">Its columns.</param>
internal sealed class Staging<T>(string table, params StagedColumn<T>[] columns)
{
    private readonly string _create = $"CREATE TEMPORARY TABLE {table} ({string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}"))}) ON COMMIT DROP";
    private readonly string _finish = $"CREATE INDEX ON {table} ({Keys(columns)}); ANALYZE {table} ({Keys(columns)})";
    private readonly string _copy = $"COPY {table} ({string.Join(", ", columns.Select(column => column.Name))}) FROM STDIN (FORMAT BINARY)";

    public async Task FillAsync(NpgsqlConnection connection, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        // One transaction may fill it several times.
        await connection.ExecuteAsync($"DROP TABLE IF EXISTS pg_temp.{table}; {_create}", [], cancellationToken);
        await using (var import = await connection.BeginBinaryImportAsync(_copy, cancellationToken))
        {
            import.Timeout = Sql.ForManyRows;
            foreach (var row in rows)
            {
                await import.StartRowAsync(cancellationToken);
                foreach (var column in columns)
                {
                    await WriteAsync(import, column.Value(row), column.Kind, cancellationToken);
                }
            }

            await import.CompleteAsync(cancellationToken);
        }

        // Nobody else counts temporary tables for the planner, and where it loops over a table it knows nothing of, an index keeps that cheap.
        await connection.ExecuteAsync(_finish, [], Sql.ForManyRows, cancellationToken);
    }

    private static string Keys(StagedColumn<T>[] columns) =>
        string.Join(", ", columns.Where(column => column.IsKey).Select(column => column.Name));

    private static Task WriteAsync(NpgsqlBinaryImporter import, object? value, NpgsqlDbType kind, CancellationToken cancellationToken) =>
        value is null ? import.WriteNullAsync(cancellationToken) : import.WriteAsync(value, kind, cancellationToken);
}

/// <summary>A column of a staging table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in SQL.</param>
/// <param name="Kind">The same for the driver.</param>
/// <param name="Value">What a row has in it.</param>
internal sealed record StagedColumn<T>(string Name, string Type, NpgsqlDbType Kind, Func<T, object?> Value)
{
    /// <summary>Whether rows are looked up by it.</summary>
    public bool IsKey { get; init; }

    public static StagedColumn<T> Key(string name, Func<T, string> value) => Text(name, value) with { IsKey = true };

    public static StagedColumn<T> Text(string name, Func<T, string?> value) => new(name, "text", NpgsqlDbType.Text, value);

    public static StagedColumn<T> Texts(string name, Func<T, IEnumerable<string>> value) =>
        new(name, "text[]", NpgsqlDbType.Array | NpgsqlDbType.Text, row => value(row).ToArray());

    public static StagedColumn<T> Json(string name, Func<T, string?> value) => new(name, "jsonb", NpgsqlDbType.Jsonb, value);

    public static StagedColumn<T> Moment(string name, Func<T, DateTimeOffset?> value) =>
        new(name, "timestamptz", NpgsqlDbType.TimestampTz, row => value(row)?.UtcDateTime);

    public static StagedColumn<T> Flag(string name, Func<T, bool> value) => new(name, "boolean", NpgsqlDbType.Boolean, row => value(row));

    public static StagedColumn<T> Number(string name, Func<T, int> value) => new(name, "integer", NpgsqlDbType.Integer, row => value(row));

    public static StagedColumn<T> Amount(string name, Func<T, long?> value) => new(name, "bigint", NpgsqlDbType.Bigint, row => value(row));
}
