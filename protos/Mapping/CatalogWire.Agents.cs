using Routing.Catalog;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

public static partial class CatalogWire
{
    /// <summary>Writes an agent profile.</summary>
    public static Wire.AgentProfile ToWire(AgentProfile profile)
    {
        var wire = new Wire.AgentProfile
        {
            AgentId = profile.AgentId,
            Name = profile.Name,
            DefaultTier = profile.DefaultTier ?? "",
            DefaultIntent = profile.DefaultIntent ?? "",
        };
        if (profile.Scores.CreationMillis is { } creation)
        {
            wire.CreationScoreMillis = creation;
        }

        if (profile.Scores.ExecutionMillis is { } execution)
        {
            wire.ExecutionScoreMillis = execution;
        }

        if (profile.Scores.CombinedMillis is { } combined)
        {
            wire.CombinedScoreMillis = combined;
        }

        return wire;
    }

    /// <summary>Reads an agent profile.</summary>
    /// <exception cref="FormatException">It names no agent.</exception>
    public static AgentProfile ToDomain(Wire.AgentProfile profile) => new()
    {
        AgentId = Key(profile.AgentId, "agent profile"),
        Name = profile.Name,
        Scores = new()
        {
            CreationMillis = profile.HasCreationScoreMillis ? profile.CreationScoreMillis : null,
            ExecutionMillis = profile.HasExecutionScoreMillis ? profile.ExecutionScoreMillis : null,
            CombinedMillis = profile.HasCombinedScoreMillis ? profile.CombinedScoreMillis : null,
        },
        DefaultTier = NullIfEmpty(profile.DefaultTier),
        DefaultIntent = NullIfEmpty(profile.DefaultIntent),
    };
}
