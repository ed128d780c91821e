using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Catalog.Api.Agents;
using Catalog.Api.Aliases;
using Catalog.Api.CapabilityProfiles;
using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Experiments;
using Catalog.Api.Families;
using Catalog.Api.Models;
using Catalog.Api.Policies;
using Catalog.Api.Presets;
using Catalog.Api.Providers;
using Catalog.Api.Settings;
using Catalog.Api.Tiers;
using Catalog.Api.Views;

namespace Catalog.Api.Export;

/// <summary>The whole catalog in our own format: the rows as the database has them, without keys and without what providers answered.</summary>
internal sealed record CatalogDocument
{
    public const string CurrentFormat = "aspire-routing-catalog/1";

    /// <summary>How rows are read and written; names are those of the columns.</summary>
    public static readonly JsonSerializerOptions Json = Options();

    public required string Format { get; init; }

    public ImmutableArray<ProviderRow> Providers { get; init; } = [];

    public ImmutableArray<ModelRow> Models { get; init; } = [];

    public ImmutableArray<DeploymentRow> Deployments { get; init; } = [];

    /// <summary>Billionths of a US dollar: per million tokens, <c>per_request</c> each.</summary>
    public ImmutableArray<PriceRow> Prices { get; init; } = [];

    public ImmutableArray<TierRow> Tiers { get; init; } = [];

    public ImmutableArray<AliasRow> Aliases { get; init; } = [];

    public ImmutableArray<FamilyRow> Families { get; init; } = [];

    public ImmutableArray<PresetRow> Presets { get; init; } = [];

    public ImmutableArray<ViewRow> Views { get; init; } = [];

    public ImmutableArray<KeptProfile> Profiles { get; init; } = [];

    /// <summary>Those that operators weigh; the shipped ones are in none.</summary>
    public ImmutableArray<PolicyView> Policies { get; init; } = [];

    public ImmutableArray<AgentProfileRow> Agents { get; init; } = [];

    public ImmutableArray<ExperimentRow> Experiments { get; init; } = [];

    /// <summary>Null leaves the rules as they are.</summary>
    public SettingsView? Rules { get; init; }

    /// <summary>Every row with its kind and key, as the change log names them.</summary>
    public IEnumerable<(string Kind, string Key, object Row)> Rows() =>
    [
        .. Providers.Select(row => ("provider", row.ProviderId, (object)row)),
        .. Models.Select(row => ("model", row.CanonicalId, (object)row)),
        .. Deployments.Select(row => ("deployment", $"{row.ProviderId}/{row.ModelId}", (object)row)),
        .. Prices.Select(row => ("price", FormattableString.Invariant($"{row.ProviderId}/{row.ModelId} from {row.ValidFrom:O} over {row.ContextOver}"), (object)row)),
        .. Tiers.Select(row => ("tier", row.Name, (object)row)),
        .. Aliases.Select(row => ("alias", row.Name, (object)row)),
        .. Families.Select(row => ("family", row.Name, (object)row)),
        .. Presets.Select(row => ("preset", row.Name, (object)row)),
        .. Views.Select(row => ("view", row.Name, (object)row)),
        .. Profiles.Select(row => ("profile", row.CanonicalId, (object)row)),
        .. Policies.Select(row => ("policy", row.Name ?? "", (object)row)),
        .. Agents.Select(row => ("agent_profile", row.AgentId, (object)row)),
        .. Experiments.Select(row => ("experiment", row.Name, (object)row)),
    ];

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(RowJson.Format)
        {
            WriteIndented = true,
            NewLine = "\n",
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
