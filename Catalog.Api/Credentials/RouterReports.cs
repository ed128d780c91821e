using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Credentials;

/// <summary>Keeps what routers say they can call. What a router said counts for a minute; what it said hours ago is dropped.</summary>
internal sealed class RouterReports(NpgsqlDataSource database)
{
    /// <summary>One row's column for <c>providers</c> queries: what each router said of it lately, as a JSON list.</summary>
    public const string Column =
        """
        (SELECT coalesce(jsonb_agg(jsonb_build_object('router', router, 'unavailable', report.providers ->> providers.provider_id, 'last_seen', reported_at)
                ORDER BY router), '[]')
            FROM router_reports AS report
            WHERE reported_at > now() - interval '1 minute' AND report.providers ? providers.provider_id)
        """;

    /// <summary>The same for <c>registry</c> queries: what is missing where no router can call the provider; null otherwise.</summary>
    public const string RegistryColumn =
        """
        (SELECT CASE WHEN bool_and(report.providers ->> registry.provider_id IS NOT NULL) THEN min(report.providers ->> registry.provider_id) END
            FROM router_reports AS report
            WHERE reported_at > now() - interval '1 minute' AND report.providers ? registry.provider_id)
        """;

    /// <param name="router">Its name.</param>
    /// <param name="obstacles">By provider: what is missing, null when it can be called.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SaveAsync(string router, IReadOnlyDictionary<string, string?> obstacles, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            """
            WITH gone AS (DELETE FROM router_reports WHERE reported_at < now() - interval '1 hour' AND router <> $1)
            INSERT INTO router_reports (router, providers) VALUES ($1, $2::jsonb)
            ON CONFLICT (router) DO UPDATE SET providers = excluded.providers, reported_at = now()
            """,
            [router, System.Text.Json.JsonSerializer.Serialize(obstacles)],
            cancellationToken);
    }
}

/// <summary>What one router said of a provider.</summary>
/// <param name="Router">The router.</param>
/// <param name="Unavailable">What it lacks; null when it can call the provider.</param>
/// <param name="LastSeen">When it said so.</param>
internal sealed record RouterReport(string Router, string? Unavailable, DateTimeOffset LastSeen);
