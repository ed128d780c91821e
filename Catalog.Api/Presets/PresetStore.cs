using System.Text.Json;
using Catalog.Api.Database;
using Npgsql;
using Routing.Catalog;

namespace Catalog.Api.Presets;

/// <summary>Reads presets, and what they were before.</summary>
internal static class PresetStore
{
    private const int MostVersions = 100;

    private const string Select =
        "SELECT name, description, selector, policy, parameters, requirements, edited FROM presets WHERE scope = 'global'";

    /// <summary>In order of name.</summary>
    public static Task<List<PresetRow>> ListAsync(NpgsqlConnection connection, string after, int? size, CancellationToken cancellationToken) =>
        connection.ListAsync($"""{Select} AND name COLLATE "C" > $1 ORDER BY name COLLATE "C" LIMIT $2::integer""", [after, size], Read, cancellationToken);

    public static Task<PresetRow?> FindAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync($"{Select} AND name = $1", [name], Read, cancellationToken);

    /// <summary>Newest first.</summary>
    public static Task<List<PresetVersion>> HistoryAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT revision, recorded_at, changed_by, content
            FROM catalog_changes
            WHERE kind = 'preset' AND key = $1 AND scope = 'global'
            ORDER BY change_id DESC
            LIMIT $2
            """,
            [name, MostVersions],
            row => new PresetVersion(
                row.GetInt64(0),
                row.GetFieldValue<DateTimeOffset>(1),
                row.GetString(2),
                row.NullableString(3) is { } content ? PresetView.Of(JsonSerializer.Deserialize<PresetRow>(content, RowJson.Format)!) : null),
            cancellationToken);

    /// <summary>All of them as routers see them.</summary>
    public static async Task<IEnumerable<Preset>> SnapshotAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await ListAsync(connection, "", null, cancellationToken)).Select(ToDomain);

    private static PresetRow Read(NpgsqlDataReader row) => new()
    {
        Name = row.GetString(0),
        Description = row.GetString(1),
        Selector = row.NullableString(2),
        Policy = row.NullableString(3),
        Parameters = JsonSerializer.Deserialize<PresetParameters>(row.GetString(4), RowJson.Format)!,
        Requirements = JsonSerializer.Deserialize<PresetRequirements>(row.GetString(5), RowJson.Format)!,
        Edited = [.. row.GetFieldValue<string[]>(6)],
    };

    public static Preset ToDomain(PresetRow row) => new()
    {
        Name = row.Name,
        Description = row.Description,
        Selector = row.Selector,
        Policy = row.Policy,
        Parameters = new TierParameters
        {
            MaxTokens = row.Parameters.MaxTokens,
            TemperatureMillis = (int?)(row.Parameters.Temperature * 1_000),
        },
        Requirements = new Routing.Catalog.PresetRequirements
        {
            RequiredCapabilities = CapabilityNames.ParseKnown(row.Requirements.Capabilities),
            MinimumContext = row.Requirements.MinimumContext,
            AllowedProviders = [.. row.Requirements.AllowedProviders.Select(provider => new ProviderId(provider))],
            DeniedProviders = [.. row.Requirements.DeniedProviders.Select(provider => new ProviderId(provider))],
        },
    };
}
