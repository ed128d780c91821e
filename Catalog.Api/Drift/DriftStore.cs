using System.Text.Json;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Drift;

/// <summary>Reads where people's word and the providers' differ.</summary>
internal static class DriftStore
{
    private const string Columns = "field, believed, stated, since, provider_id || '/' || model_id, origin";

    /// <summary>In order of deployment and field; a key is <c>provider/model</c>, a space and the field.</summary>
    public static Task<List<DeploymentDriftView>> ListAsync(
        NpgsqlConnection connection, string? provider, string after, int size, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            SELECT {Columns}
            FROM drifts
            WHERE scope = 'global' AND ($1::text IS NULL OR provider_id = $1) AND (provider_id || '/' || model_id || ' ' || field) COLLATE "C" > $2
            ORDER BY (provider_id || '/' || model_id || ' ' || field) COLLATE "C"
            LIMIT $3
            """,
            [provider, after, size + 1],
            row => new DeploymentDriftView
            {
                Field = row.GetString(0),
                Curated = Value(row, 1),
                Provider = Value(row, 2)!.Value,
                Since = row.GetFieldValue<DateTimeOffset>(3),
                Deployment = row.GetString(4),
                Origin = row.GetString(5),
            },
            cancellationToken);

    public static Task<List<DriftView>> OfAsync(NpgsqlConnection connection, string provider, string model, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"SELECT {Columns} FROM drifts WHERE scope = 'global' AND provider_id = $1 AND model_id = $2 ORDER BY field COLLATE \"C\"",
            [provider, model],
            row => new DriftView
            {
                Field = row.GetString(0),
                Curated = Value(row, 1),
                Provider = Value(row, 2)!.Value,
                Since = row.GetFieldValue<DateTimeOffset>(3),
            },
            cancellationToken);

    private static JsonElement? Value(NpgsqlDataReader row, int column) =>
        row.NullableString(column) is { } json && json != "null" ? JsonElement.Parse(json) : null;
}
