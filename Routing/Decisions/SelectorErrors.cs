using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>What a caller is told about a selector that leads nowhere.</summary>
internal static class SelectorErrors
{
    private const int LongestQuote = 100;

    private const string Served =
        "provider/model, a model, an alias, @preset/NAME, family:NAME, fast, balanced, powerful, auto and auto:POLICY";

    public static RoutingError UnknownModel(CatalogIndex index, string name)
    {
        var similar = SimilarNames.Of(index, name);
        var hint = similar.IsEmpty ? "GET /v1/models lists what can be named." : $"Did you mean {string.Join(" or ", similar)}?";
        return new(RoutingErrorKind.UnknownModel, $"Model {Quote(name)} is not in the catalog. {hint}");
    }

    public static RoutingError UnknownTier(CatalogIndex index, string name)
    {
        var tiers = index.Snapshot.Tiers.Select(static tier => tier.Name).ToArray();
        return new(
            RoutingErrorKind.UnknownTier,
            tiers.Length == 0
                ? $"The catalog has no tier {Quote(name)}, since it has no tiers. Name a model, or add tiers to the catalog."
                : $"The catalog has no tier {Quote(name)}. It has {string.Join(", ", tiers)}.");
    }

    public static RoutingError UnknownFamily(CatalogIndex index, string name)
    {
        var families = index.Snapshot.Families.Select(static family => family.Name).Order(StringComparer.Ordinal).ToArray();
        return new(
            RoutingErrorKind.UnknownModel,
            families.Length == 0
                ? $"The catalog has no family {Quote(name)}, since no order of preference is set for any."
                : $"The catalog has no order of preference for a family {Quote(name)}. It has {string.Join(", ", families)}.");
    }

    public static RoutingError UnknownPolicy(CatalogIndex index, string name) => new(
        RoutingErrorKind.UnknownPolicy,
        $"The catalog has no ranking policy {Quote(name)}. It has {string.Join(", ", index.PolicyNames)}.");

    public static RoutingError UnknownPreset(CatalogIndex index, string name)
    {
        var presets = index.Snapshot.Presets.Select(static preset => preset.Name).Order(StringComparer.Ordinal).ToArray();
        return new(
            RoutingErrorKind.InvalidSelector,
            presets.Length == 0
                ? $"The catalog has no preset {Quote(name)}, since it has no presets. Served are {Served}."
                : $"The catalog has no preset {Quote(name)}. It has {string.Join(", ", presets)}.");
    }

    public static RoutingError PresetLeadsNowhere(string name, string target) =>
        new(RoutingErrorKind.UnknownModel, $"The preset {Quote(name)} stands for {Quote(target)}, which leads to no model. Correct the preset.");

    public static RoutingError AliasLeadsNowhere(string name, string target) =>
        new(RoutingErrorKind.UnknownModel, $"The alias {Quote(name)} stands for {Quote(target)}, which is not in the catalog. Correct the alias.");

    // A caller may send anything as a name, and the answer goes into headers, logs and terminals.
    internal static string Quote(string name)
    {
        var cut = name.Length > LongestQuote ? name.AsSpan(0, LongestQuote) : name;
        Span<char> quoted = stackalloc char[LongestQuote];
        for (var i = 0; i < cut.Length; i++)
        {
            quoted[i] = char.IsControl(cut[i]) || char.IsSurrogate(cut[i]) ? '?' : cut[i];
        }

        return $"'{quoted[..cut.Length]}{(name.Length > LongestQuote ? "…" : "")}'";
    }
}
