using Routing.Catalog;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

public static partial class CatalogWire
{
    /// <summary>Writes a ranking policy.</summary>
    public static Wire.Policy ToWire(PolicyWeights policy) => new()
    {
        Name = policy.Name,
        Quality = policy.Quality,
        Cost = policy.Cost,
        Latency = policy.Latency,
        Reliability = policy.Reliability,
        Preference = policy.Preference,
    };

    /// <summary>Reads a ranking policy.</summary>
    /// <exception cref="FormatException">It has no name.</exception>
    public static PolicyWeights ToDomain(Wire.Policy policy) => new()
    {
        Name = Key(policy.Name, "policy"),
        Quality = policy.Quality,
        Cost = policy.Cost,
        Latency = policy.Latency,
        Reliability = policy.Reliability,
        Preference = policy.Preference,
    };
}
