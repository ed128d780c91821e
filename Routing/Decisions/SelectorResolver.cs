using System.Collections.Immutable;
using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>
/// Finds what a selector stands for. Reserved words come first, so that no provider can take one over by naming a model after it;
/// then deployment, canonical model, a provider's own name for a model, alias.
/// </summary>
internal static class SelectorResolver
{
    // An alias may lead to an alias; a circle must not lead anywhere.
    private const int MaximumAliases = 8;

    public static Selection Resolve(CatalogIndex index, string? selector, string? defaultModel)
    {
        if (!IsDefault(selector))
        {
            return Named(index, selector!, 0);
        }

        if (!IsDefault(index.Snapshot.Rules.DefaultModel))
        {
            return Default(index, index.Snapshot.Rules.DefaultModel!, "the catalog's default model");
        }

        return IsDefault(defaultModel)
            ? new Selection.Auto { By = ResolvedBy.Auto }
            : Default(index, defaultModel!, "DEFAULT_MODEL");
    }

    private static bool IsDefault(string? selector) =>
        string.IsNullOrWhiteSpace(selector) || selector.Equals(Selectors.Default, StringComparison.OrdinalIgnoreCase);

    private static Selection Default(CatalogIndex index, string model, string owner) => Named(index, model, 0) switch
    {
        Selection.Auto auto => auto with { Reason = $"no model was named and {owner} is {model}" },
        Selection.Nothing nothing => new Selection.Nothing(
            nothing.Error with { Message = $"No model was named, and {owner} leads nowhere. {nothing.Error.Message}" }),
        var selection => selection with { By = ResolvedBy.DefaultModel, Reason = $"no model was named; {owner} is {model}" },
    };

    private static Selection Named(CatalogIndex index, string name, int aliases) =>
        Reserved(index, name, aliases) ?? Model(index, name) ?? Alias(index, name, aliases) ?? Unknown(SelectorErrors.UnknownModel(index, name));

    private static Selection? Reserved(CatalogIndex index, string name, int aliases)
    {
        const StringComparison IgnoreCase = StringComparison.OrdinalIgnoreCase;
        return name switch
        {
            _ when name.Equals(Selectors.Auto, IgnoreCase) => new Selection.Auto { By = ResolvedBy.Auto },
            _ when IsTier(name) => Tier(index, name),
            _ when name.StartsWith(Selectors.TierPrefix, IgnoreCase) => Tier(index, name[Selectors.TierPrefix.Length..]),
            _ when name.StartsWith(Selectors.FamilyPrefix, IgnoreCase) => Family(index, name[Selectors.FamilyPrefix.Length..]),
            _ when name.StartsWith(Selectors.AutoPrefix, IgnoreCase) => Unknown(SelectorErrors.PolicyNotServed(name)),
            _ when name.StartsWith(Selectors.PresetPrefix, IgnoreCase) => Preset(index, name[Selectors.PresetPrefix.Length..], aliases),
            _ => null,
        };
    }

    private static bool IsTier(string name) =>
        name.Equals(TierNames.Fast, StringComparison.OrdinalIgnoreCase)
        || name.Equals(TierNames.Balanced, StringComparison.OrdinalIgnoreCase)
        || name.Equals(TierNames.Powerful, StringComparison.OrdinalIgnoreCase);

    private static Selection Tier(CatalogIndex index, string name) =>
        index.Tier(name.ToLowerInvariant()) is { } tier
            ? new Selection.OneTier(tier) { By = ResolvedBy.Tier }
            : Unknown(SelectorErrors.UnknownTier(index, name));

    private static Selection Family(CatalogIndex index, string name) =>
        index.Family(name) is { } family
            ? new Selection.OneFamily(family) { By = ResolvedBy.Family }
            : Unknown(SelectorErrors.UnknownFamily(index, name));

    private static Selection Preset(CatalogIndex index, string name, int aliases)
    {
        if (index.Preset(name) is not { } preset)
        {
            return Unknown(SelectorErrors.UnknownPreset(index, name));
        }

        var target = IsDefault(preset.Selector) ? Selectors.Auto : preset.Selector!;
        return aliases == MaximumAliases ? Unknown(SelectorErrors.PresetLeadsNowhere(name, target)) : Named(index, target, aliases + 1) switch
        {
            Selection.Nothing or { Preset: not null } => Unknown(SelectorErrors.PresetLeadsNowhere(name, target)),
            var selection => selection with { By = ResolvedBy.Preset, Preset = preset, Reason = $"the preset {name} stands for {target}" },
        };
    }

    private static Selection.OneModel? Model(CatalogIndex index, string name)
    {
        if (DeploymentId.TryParse(name, out var id) && index.Deployment(id) is { } deployment)
        {
            return OneModel(index, [deployment]);
        }

        var canonical = index.OfModel(new ModelId(name));
        if (!canonical.IsEmpty)
        {
            return new(canonical) { By = ResolvedBy.Explicit };
        }

        var upstream = index.OfUpstreamName(name);
        return upstream.IsEmpty ? null : OneModel(index, upstream);
    }

    // The places that were named come first, then the same model elsewhere.
    private static Selection.OneModel OneModel(CatalogIndex index, ImmutableArray<Deployment> named)
    {
        if (named[0].CanonicalId is not { } model)
        {
            return new(named) { By = ResolvedBy.Explicit };
        }

        var everywhere = index.OfModel(model);
        var ordered = ImmutableArray.CreateBuilder<Deployment>(named.Length + everywhere.Length);
        ordered.AddRange(named);
        foreach (var deployment in everywhere)
        {
            if (!named.Contains(deployment))
            {
                ordered.Add(deployment);
            }
        }

        return new(ordered.DrainToImmutable()) { By = ResolvedBy.Explicit };
    }

    private static Selection? Alias(CatalogIndex index, string name, int aliases)
    {
        if (index.AliasTarget(name) is not { } target)
        {
            return null;
        }

        if (aliases == MaximumAliases || IsDefault(target))
        {
            return Unknown(SelectorErrors.AliasLeadsNowhere(name, target));
        }

        return Named(index, target, aliases + 1) switch
        {
            Selection.Nothing => Unknown(SelectorErrors.AliasLeadsNowhere(name, target)),
            var selection => selection with { By = ResolvedBy.Alias, Reason = $"{name} stands for {target}" },
        };
    }

    private static Selection.Nothing Unknown(RoutingError error) => new(error);
}
