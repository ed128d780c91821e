using Catalog.Api.Database;

namespace Catalog.Api.Deployments;

/// <summary>Deployments on their way into the registry.</summary>
internal static class StagedDeployments
{
    public const string Table = "staged_deployments";

    public static readonly Staging<DeploymentRow> Rows = new(
        Table,
        StagedColumn<DeploymentRow>.Key("provider_id", row => row.ProviderId),
        StagedColumn<DeploymentRow>.Key("model_id", row => row.ModelId),
        StagedColumn<DeploymentRow>.Text("canonical_id", row => row.CanonicalId),
        StagedColumn<DeploymentRow>.Text("canonical_by", row => row.CanonicalBy),
        StagedColumn<DeploymentRow>.Text("name", row => row.Name),
        StagedColumn<DeploymentRow>.Text("lifecycle", row => row.Lifecycle),
        StagedColumn<DeploymentRow>.Moment("deprecated_at", row => row.DeprecatedAt),
        StagedColumn<DeploymentRow>.Moment("retires_at", row => row.RetiresAt),
        StagedColumn<DeploymentRow>.Flag("is_free", row => row.IsFree),
        StagedColumn<DeploymentRow>.Flag("enabled", row => row.Enabled),
        StagedColumn<DeploymentRow>.Json("provider_data", row => row.ProviderData?.GetRawText()),
        StagedColumn<DeploymentRow>.Json("ai_data", row => RowJson.OfValue(row.AiData)),
        StagedColumn<DeploymentRow>.Json("specs", row => RowJson.OfValue(row.Specs)),
        StagedColumn<DeploymentRow>.Json("stated", row => RowJson.OfValue(row.Stated)),
        StagedColumn<DeploymentRow>.Text("origin", row => row.Origin),
        StagedColumn<DeploymentRow>.Texts("edited", row => row.Edited),
        StagedColumn<DeploymentRow>.Moment("last_seen", row => row.LastSeen));
}
