using Routing.Catalog;
using Routing.Feedback;
using Routing.Profiles;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

public static partial class CatalogWire
{
    /// <summary>Writes an estimate of quality.</summary>
    public static Wire.QualityEstimate ToWire(QualityEstimate estimate) => new()
    {
        Model = estimate.Model.Value,
        Capability = RatedCapabilities.NameOf(estimate.Capability),
        MeanMillis = estimate.MeanMillis,
        EvidenceMillis = estimate.EvidenceMillis,
    };

    /// <summary>Reads an estimate of quality.</summary>
    /// <exception cref="FormatException">It names no model, or a capability nobody knows.</exception>
    public static QualityEstimate ToDomain(Wire.QualityEstimate estimate) => new(
        new ModelId(Key(estimate.Model, "quality estimate")),
        RatedCapabilities.Find(estimate.Capability) ?? throw new FormatException($"'{estimate.Capability}' is no kind of work."),
        estimate.MeanMillis,
        estimate.EvidenceMillis);
}
