using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Providers;
using Catalog.Api.Revisions;
using Npgsql;
using Routing.Catalog;

namespace Catalog.Api.Curated;

/// <summary>
/// Adds the provider simulator while the setting <c>Simulator:BaseUrl</c> names one (development's AppHost sets it), as the last
/// entry of every tier, so that it answers only when nothing else can. Removes every trace of it when the setting is gone.
/// </summary>
internal sealed class SimulatorProvider(NpgsqlDataSource database, IConfiguration configuration, ILogger<SimulatorProvider> logger)
{
    private const string Id = "simulator";
    private const string Actor = "simulator setting";
    private const string Setting = "Simulator:BaseUrl";

    private static readonly (string Tier, string Model, string Name)[] Models =
    [
        (TierNames.Fast, "sim-small", "Simulator, small"),
        (TierNames.Balanced, "sim-medium", "Simulator, medium"),
        (TierNames.Powerful, "sim-large", "Simulator, large"),
    ];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var edit = await CatalogEdit.BeginAsync(database, Actor, cancellationToken);
        var before = await edit.Connection.FirstOrDefaultAsync(
            "SELECT base_url FROM providers WHERE provider_id = $1 AND origin = 'development'", [Id], row => row.GetString(0), cancellationToken);
        if (configuration[Setting] is { Length: > 0 } address)
        {
            await AddAsync(edit, address, cancellationToken);
            await edit.CommitAsync(cancellationToken);
            if (before != address)
            {
                CuratedLog.SimulatorAdded(logger, address);
            }
        }
        else if (before is not null)
        {
            await RemoveAsync(edit, cancellationToken);
            await edit.CommitAsync(cancellationToken);
            CuratedLog.SimulatorRemoved(logger);
        }
    }

    private static async Task AddAsync(CatalogEdit edit, string address, CancellationToken cancellationToken)
    {
        await ProviderWriter.UpsertAsync(
            edit,
            [
                new ProviderRow
                {
                    ProviderId = Id,
                    Name = "Provider simulator",
                    Profile = "openai-compatible",
                    BaseUrl = address,
                    IsFree = true,
                    Origin = "development",
                },
            ],
            cancellationToken);
        await RegistryWriter.UpsertAsync(edit, [.. Models.Select(model => ToRow(model.Model, model.Name))], cancellationToken);
        foreach (var (tier, model, _) in Models)
        {
            await edit.Connection.ExecuteAsync(
                "UPDATE tiers SET entries = array_append(array_remove(entries, $2), $2) WHERE name = $1 AND scope = 'global'",
                [tier, $"{Id}/{model}"],
                cancellationToken);
        }
    }

    private static async Task RemoveAsync(CatalogEdit edit, CancellationToken cancellationToken)
    {
        foreach (var (_, model, _) in Models)
        {
            await edit.Connection.ExecuteAsync(
                "UPDATE tiers SET entries = array_remove(entries, $1) WHERE $1 = ANY (entries)", [$"{Id}/{model}"], cancellationToken);
        }

        await edit.Connection.ExecuteAsync("DELETE FROM model_registry WHERE provider_id = $1", [Id], cancellationToken);
        await edit.Connection.ExecuteAsync("DELETE FROM providers WHERE provider_id = $1", [Id], cancellationToken);
    }

    private static DeploymentRow ToRow(string model, string name) => new()
    {
        ProviderId = Id,
        ModelId = model,
        CanonicalId = model,
        CanonicalBy = "curated",
        Name = name,
        IsFree = true,
        Specs = new DeploymentSpecs
        {
            Capabilities = CapabilityNames.Of(
                Capabilities.Chat | Capabilities.Streaming | Capabilities.Tools | Capabilities.Vision | Capabilities.JsonSchema),
            ContextWindow = 128_000,
            MaxOutputTokens = 16_384,
        },
        Origin = "curated",
    };
}
