using System.Runtime.CompilerServices;
using Npgsql;

namespace Catalog.Api.Database;

/// <summary>Runs a statement with positional parameters; <c>$1</c> is the first.</summary>
internal static class Sql
{
    /// <summary>How long a statement over thousands of rows may take, also where the machine has much else to do.</summary>
    public static readonly TimeSpan ForManyRows = TimeSpan.FromMinutes(5);

    /// <summary>Runs a statement that may take longer than others.</summary>
    public static async Task<int> ExecuteAsync(
        this NpgsqlConnection connection, string sql, IReadOnlyList<object?> parameters, TimeSpan patience, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(sql, parameters);
        command.CommandTimeout = (int)patience.TotalSeconds;
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<int> ExecuteAsync(
        this NpgsqlConnection connection, string sql, IReadOnlyList<object?> parameters, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<List<T>> ListAsync<T>(
        this NpgsqlConnection connection,
        string sql,
        IReadOnlyList<object?> parameters,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await foreach (var row in connection.QueryAsync(sql, parameters, read, cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Hands over row after row, of which there may be very many.</summary>
    public static async Task EachAsync(
        this NpgsqlConnection connection,
        string sql,
        IReadOnlyList<object?> parameters,
        Action<NpgsqlDataReader> take,
        CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(sql, parameters);
        command.CommandTimeout = (int)ForManyRows.TotalSeconds;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            take(reader);
        }
    }

    public static async Task<T?> FirstOrDefaultAsync<T>(
        this NpgsqlConnection connection,
        string sql,
        IReadOnlyList<object?> parameters,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? read(reader) : default;
    }

    /// <summary>Null becomes SQL's NULL.</summary>
    public static T? Nullable<T>(this NpgsqlDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    /// <inheritdoc cref="Nullable{T}"/>
    public static string? NullableString(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static async IAsyncEnumerable<T> QueryAsync<T>(
        this NpgsqlConnection connection,
        string sql,
        IReadOnlyList<object?> parameters,
        Func<NpgsqlDataReader, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return read(reader);
        }
    }

    private static NpgsqlCommand CreateCommand(this NpgsqlConnection connection, string sql, IReadOnlyList<object?> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }
}
