using System.Text.Json;
using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Models;

/// <summary>Reads canonical models for people, and writes what they say.</summary>
internal static class ModelStore
{
    private const string Columns =
        "canonical_id, name, family, capabilities, context_window, max_output_tokens, released, benchmarks, origin, edited";

    /// <summary>Reads up to one row more than asked for, so that the caller knows whether there is a next page.</summary>
    public static Task<List<ModelView>> ListAsync(NpgsqlConnection connection, string after, int size, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            SELECT {Columns} FROM models
            WHERE scope = 'global' AND canonical_id COLLATE "C" > $1 ORDER BY canonical_id COLLATE "C" LIMIT $2
            """,
            [after, size],
            Read,
            cancellationToken);

    public static Task<ModelView?> FindAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync(
            $"SELECT {Columns} FROM models WHERE scope = 'global' AND canonical_id = $1", [id], Read, cancellationToken);

    /// <summary>Writes the fields that are given; the others stay, or have their defaults in a new model.</summary>
    public static Task WriteAsync(CatalogEdit edit, string id, ModelView write, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            INSERT INTO models AS kept (canonical_id, name, family, capabilities, context_window, max_output_tokens, released, origin, edited)
            VALUES ($1, coalesce($2::text, $1), nullif($3::text, ''), coalesce($4::text[], '{chat}'), coalesce($5::integer, 0),
                coalesce($6::integer, 0), $7::date, 'manual', '{model}')
            ON CONFLICT (canonical_id, scope) DO UPDATE SET
                name = coalesce($2::text, kept.name),
                family = CASE WHEN $3::text IS NULL THEN kept.family ELSE nullif($3::text, '') END,
                capabilities = coalesce($4::text[], kept.capabilities),
                context_window = coalesce($5::integer, kept.context_window),
                max_output_tokens = coalesce($6::integer, kept.max_output_tokens),
                released = coalesce($7::date, kept.released),
                edited = '{model}'
            """,
            [id, write.Name, write.Family, write.Capabilities?.ToArray(), write.ContextWindow, write.MaxOutputTokens, write.Released],
            cancellationToken);

    /// <summary>Deployments and families that name the model.</summary>
    public static Task<List<string>> ReferencesAsync(CatalogEdit edit, string id, CancellationToken cancellationToken) =>
        edit.Connection.ListAsync(
            """
            SELECT provider_id || '/' || model_id FROM model_registry WHERE scope = 'global' AND canonical_id = $1
            UNION ALL SELECT 'the family ' || name FROM families WHERE scope = 'global' AND $1 = ANY (preferred)
            UNION ALL SELECT 'the alias ' || name FROM aliases WHERE scope = 'global' AND target = $1
            UNION ALL SELECT 'the default model' FROM orchestrator_config WHERE scope = 'global' AND default_model = $1
            LIMIT 10
            """,
            [id],
            row => row.GetString(0),
            cancellationToken);

    private static ModelView Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        Name = row.GetString(1),
        Family = row.NullableString(2),
        Capabilities = [.. row.GetFieldValue<string[]>(3)],
        ContextWindow = row.GetInt32(4),
        MaxOutputTokens = row.GetInt32(5),
        Released = row.Nullable<DateOnly>(6),
        Benchmarks = JsonElement.Parse(row.GetString(7)),
        Origin = row.GetString(8),
        Edited = [.. row.GetFieldValue<string[]>(9)],
    };
}
