using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Settings;

/// <summary>Reads and writes the one row of <c>orchestrator_config</c> that is served.</summary>
internal static class SettingsStore
{
    public static async Task<SettingsView> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.FirstOrDefaultAsync(
            """
            SELECT default_model, agent_share_millis, balanced_from_millis, powerful_above_millis, active_table_name, step_score,
                creation_share_millis, unpriced
            FROM orchestrator_config WHERE scope = 'global'
            """,
            [],
            row => new SettingsView
            {
                DefaultModel = row.NullableString(0),
                AgentShare = row.GetInt32(1) / 1_000m,
                BalancedFrom = row.GetInt32(2) / 1_000m,
                PowerfulAbove = row.GetInt32(3) / 1_000m,
                ActiveTableName = row.GetString(4),
                CreationShare = row.GetInt32(6) / 1_000m,
                Unpriced = row.GetString(7),
                StepScore = StepScoreView.Of(StepScoreView.Read(row.GetString(5))),
            },
            cancellationToken))!;

    /// <summary>Share of the creation score in an agent's score, in thousandths.</summary>
    public static async Task<int> CreationShareAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (int)((await ReadAsync(connection, cancellationToken)).CreationShare!.Value * 1_000);

    public static Task WriteAsync(CatalogEdit edit, SettingsView settings, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            UPDATE orchestrator_config
            SET default_model = $1, agent_share_millis = $2, balanced_from_millis = $3, powerful_above_millis = $4, active_table_name = $5, step_score = $6::jsonb,
                creation_share_millis = $7, unpriced = $8
            WHERE scope = 'global'
            """,
            [
                settings.DefaultModel,
                Millis(settings.AgentShare),
                Millis(settings.BalancedFrom),
                Millis(settings.PowerfulAbove),
                settings.ActiveTableName,
                RowJson.OfValue(settings.StepScore),
                Millis(settings.CreationShare),
                settings.Unpriced,
            ],
            cancellationToken);

    private static int Millis(decimal? value) => (int)(value!.Value * 1_000);
}
