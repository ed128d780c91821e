using Protos.Mapping;
using Wire = Aspire.Catalog.V1;

namespace Catalog.Api.Agents;

/// <summary>Rows of agent profiles in their wire form.</summary>
internal static class AgentProfileWire
{
    public static Wire.AgentProfile Of(AgentProfileRow row, string? tag)
    {
        var wire = CatalogWire.ToWire(row.ToDomain());
        wire.Scope = "global";
        wire.Etag = tag ?? "";
        return wire;
    }

    public static AgentProfileRow ToRow(Wire.AgentProfile wire) => new()
    {
        AgentId = wire.AgentId,
        Name = wire.Name,
        CreationMillis = wire.HasCreationScoreMillis ? wire.CreationScoreMillis : null,
        ExecutionMillis = wire.HasExecutionScoreMillis ? wire.ExecutionScoreMillis : null,
        CombinedMillis = wire.HasCombinedScoreMillis ? wire.CombinedScoreMillis : null,
        DefaultTier = wire.DefaultTier.Length > 0 ? wire.DefaultTier : null,
        DefaultIntent = wire.DefaultIntent.Length > 0 ? wire.DefaultIntent : null,
    };
}
