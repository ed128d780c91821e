using Npgsql;
using NpgsqlTypes;

namespace Catalog.Api.Usage;

/// <summary>Writes the columns of one row of a binary COPY, one after the other.</summary>
internal readonly struct LedgerRowWriter(NpgsqlBinaryImporter import, CancellationToken cancellationToken)
{
    public Task UuidAsync(Guid value) => import.WriteAsync(value, NpgsqlDbType.Uuid, cancellationToken);

    public Task TimeAsync(DateTimeOffset value) => import.WriteAsync(value.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);

    public Task TextAsync(string value) => import.WriteAsync(value, NpgsqlDbType.Text, cancellationToken);

    /// <summary>The wire says unknown with an empty text, the ledger with NULL.</summary>
    public Task TextOrNullAsync(string? value) => string.IsNullOrEmpty(value) ? import.WriteNullAsync(cancellationToken) : TextAsync(value);

    public Task TextsAsync(string[] values) => import.WriteAsync(values, NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);

    public Task JsonOrNullAsync(string value) =>
        value.Length == 0 ? import.WriteNullAsync(cancellationToken) : import.WriteAsync(value, NpgsqlDbType.Json, cancellationToken);

    public Task IntegerAsync(int? value) =>
        value is { } number ? import.WriteAsync(number, NpgsqlDbType.Integer, cancellationToken) : import.WriteNullAsync(cancellationToken);

    public Task BigAsync(long? value) =>
        value is { } number ? import.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken) : import.WriteNullAsync(cancellationToken);

    public Task SmallAsync(short? value) =>
        value is { } number ? import.WriteAsync(number, NpgsqlDbType.Smallint, cancellationToken) : import.WriteNullAsync(cancellationToken);

    public Task FlagAsync(bool? value) =>
        value is { } flag ? import.WriteAsync(flag, NpgsqlDbType.Boolean, cancellationToken) : import.WriteNullAsync(cancellationToken);
}
