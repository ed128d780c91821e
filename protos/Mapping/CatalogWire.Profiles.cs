using System.Globalization;
using Routing.Catalog;
using Routing.Profiles;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

public static partial class CatalogWire
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>Writes a capability profile.</summary>
    public static Wire.ModelCapabilityProfile ToWire(ModelCapabilityProfile profile)
    {
        var wire = new Wire.ModelCapabilityProfile { Model = profile.Model.Value, Scores = { profile.Scores.Select(ToWire) } };
        if (profile.SuccessRateMillis is { } successRate)
        {
            wire.SuccessRateMillis = successRate;
        }

        if (profile.Priority is { } priority)
        {
            wire.Priority = priority;
        }

        if (profile.RoutingWeightMillis is { } weight)
        {
            wire.RoutingWeightMillis = weight;
        }

        if (profile.IsActive is { } active)
        {
            wire.IsActive = active;
        }

        return wire;
    }

    /// <summary>Reads a capability profile. Scores of capabilities or bases nobody knows, which a newer writer may send, are skipped.</summary>
    /// <exception cref="FormatException">It names no model, or a score has no date.</exception>
    public static ModelCapabilityProfile ToDomain(Wire.ModelCapabilityProfile profile) => new()
    {
        Model = new ModelId(Key(profile.Model, "capability profile")),
        Scores = [.. profile.Scores.Select(ToDomain).OfType<CapabilityScore>()],
        SuccessRateMillis = profile.HasSuccessRateMillis ? profile.SuccessRateMillis : null,
        Priority = profile.HasPriority ? profile.Priority : null,
        RoutingWeightMillis = profile.HasRoutingWeightMillis ? profile.RoutingWeightMillis : null,
        IsActive = profile.HasIsActive ? profile.IsActive : null,
    };

    private static Wire.CapabilityScore ToWire(CapabilityScore score) => new()
    {
        Capability = RatedCapabilities.NameOf(score.Capability),
        ScoreMillis = score.ScoreMillis,
        Basis = ScoreBases.NameOf(score.Basis),
        ConfidenceMillis = score.ConfidenceMillis,
        Date = score.Date.ToString(DayFormat, CultureInfo.InvariantCulture),
        Source = score.Source,
    };

    private static CapabilityScore? ToDomain(Wire.CapabilityScore score) =>
        RatedCapabilities.Find(score.Capability) is { } capability && ScoreBases.Find(score.Basis) is { } basis
            ? new CapabilityScore
            {
                Capability = capability,
                ScoreMillis = score.ScoreMillis,
                Basis = basis,
                ConfidenceMillis = score.HasConfidenceMillis ? score.ConfidenceMillis : CapabilityScore.Highest,
                Date = DateOnly.ParseExact(score.Date, DayFormat, CultureInfo.InvariantCulture),
                Source = score.Source,
            }
            : null;
}
