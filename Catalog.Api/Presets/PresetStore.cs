using System.Text.Json;
using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;
using Routing.Catalog;

namespace Catalog.Api.Presets;

/// <summary>Reads presets, and what they were before.</summary>
internal static class PresetStore
{
    private const string Select =
        "SELECT name, description, selector, policy, parameters, requirements, edited FROM presets WHERE scope = 'global'";

    /// <summary>In order of name.</summary>
    public static Task<List<PresetRow>> ListAsync(NpgsqlConnection connection, string after, int? size, CancellationToken cancellationToken) =>
        connection.ListAsync($"""{Select} AND name COLLATE "C" > $1 ORDER BY name COLLATE "C" LIMIT $2::integer""", [after, size], Read, cancellationToken);

    public static Task<PresetRow?> FindAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync($"{Select} AND name = $1", [name], Read, cancellationToken);

    /// <summary>Newest first.</summary>
    public static Task<List<PresetVersion>> HistoryAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        ChangeHistory.ListAsync<PresetRow, PresetVersion>(
            connection, "preset", name, static (revision, at, by, row) => new(revision, at, by, row is null ? null : PresetView.Of(row)), cancellationToken);

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
