using Google.Protobuf.WellKnownTypes;
using Routing.Experiments;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

public static partial class CatalogWire
{
    /// <summary>Writes an experiment.</summary>
    public static Wire.Experiment ToWire(Experiment experiment) => new()
    {
        Name = experiment.Name,
        Description = experiment.Description,
        Salt = experiment.Salt,
        Selectors = { experiment.Scope.Selectors },
        Keys = { experiment.Scope.Keys },
        Projects = { experiment.Scope.Projects },
        Unit = ExperimentUnits.NameOf(experiment.Unit),
        ShareMillis = experiment.ShareMillis,
        Variants = { experiment.Variants.Select(ToWire) },
        StartedAt = experiment.StartedAt.ToTimestamp(),
    };

    /// <summary>Reads an experiment.</summary>
    /// <returns>One without a share, so that nobody takes part, where only a newer router could run it.</returns>
    /// <exception cref="FormatException">It has no name.</exception>
    public static Experiment ToDomain(Wire.Experiment experiment)
    {
        var unit = ExperimentUnits.Find(experiment.Unit);
        return new()
        {
            Name = Key(experiment.Name, "experiment"),
            Description = experiment.Description,
            Salt = experiment.Salt,
            Scope = new() { Selectors = [.. experiment.Selectors], Keys = [.. experiment.Keys], Projects = [.. experiment.Projects] },
            Unit = unit ?? ExperimentUnit.Request,
            ShareMillis = unit is null ? 0 : experiment.ShareMillis,
            Variants = [.. experiment.Variants.Select(ToDomain)],
            StartedAt = experiment.StartedAt?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch,
        };
    }

    private static Wire.Variant ToWire(Variant variant)
    {
        var wire = new Wire.Variant
        {
            Name = variant.Name,
            WeightMillis = variant.WeightMillis,
            Selector = variant.Selector ?? "",
            Policy = variant.Policy ?? "",
        };
        if (variant.BalancedFromMillis is { } balanced)
        {
            wire.BalancedFromMillis = balanced;
        }

        if (variant.PowerfulAboveMillis is { } powerful)
        {
            wire.PowerfulAboveMillis = powerful;
        }

        return wire;
    }

    private static Variant ToDomain(Wire.Variant variant) => new()
    {
        Name = variant.Name,
        WeightMillis = variant.WeightMillis,
        Selector = NullIfEmpty(variant.Selector),
        Policy = NullIfEmpty(variant.Policy),
        BalancedFromMillis = variant.HasBalancedFromMillis ? variant.BalancedFromMillis : null,
        PowerfulAboveMillis = variant.HasPowerfulAboveMillis ? variant.PowerfulAboveMillis : null,
    };
}
