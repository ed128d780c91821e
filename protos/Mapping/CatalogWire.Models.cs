using Routing.Catalog;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

public static partial class CatalogWire
{
    /// <summary>Writes a canonical model.</summary>
    public static Wire.Model ToWire(Model model) => new()
    {
        Id = model.Id.Value,
        Name = model.Name,
        Family = model.Family ?? "",
        Capabilities = { CapabilityNames.Of(model.Capabilities) },
        ContextWindow = model.ContextWindow,
    };

    /// <summary>Reads a canonical model.</summary>
    /// <exception cref="FormatException">It has no id.</exception>
    public static Model ToDomain(Wire.Model model) => new()
    {
        Id = new ModelId(Key(model.Id, "model")),
        Name = model.Name,
        Family = NullIfEmpty(model.Family),
        Capabilities = CapabilityNames.ParseKnown(model.Capabilities),
        ContextWindow = model.ContextWindow,
    };

    /// <summary>Writes an alias.</summary>
    public static Wire.ModelAlias ToWire(ModelAlias alias) => new() { Name = alias.Name, Target = alias.Target };

    /// <summary>Reads an alias.</summary>
    /// <exception cref="FormatException">It has no name.</exception>
    public static ModelAlias ToDomain(Wire.ModelAlias alias) => new(Key(alias.Name, "alias"), alias.Target);

    /// <summary>Writes a family.</summary>
    public static Wire.ModelFamily ToWire(ModelFamily family) => new()
    {
        Name = family.Name,
        Preferred = { family.Preferred.Select(model => model.Value) },
    };

    /// <summary>Reads a family.</summary>
    /// <exception cref="FormatException">It has no name.</exception>
    public static ModelFamily ToDomain(Wire.ModelFamily family) =>
        new(Key(family.Name, "family"), [.. family.Preferred.Select(model => new ModelId(model))]);
}
