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

    public static Selection Resolve(CatalogIndex index, string? selector, in DefaultModels defaults)
    {
        if (!IsDefault(selector))
        {
            return Named(index, selector!, 0);
        }

        return Default(index, defaults.OfKey, "the key's default model", ResolvedBy.KeyDefault)
            ?? Default(index, defaults.OfProject, "the project's default model", ResolvedBy.ProjectDefault)
            ?? Default(index, index.Snapshot.Rules.DefaultModel, "the catalog's default model", ResolvedBy.DefaultModel)
            ?? Default(index, defaults.OfRouter, "DEFAULT_MODEL", ResolvedBy.DefaultModel)
            ?? Selection.Auto.Plain;
    }

    /// <summary>The name that was asked for, or the one that a default puts in its place; <c>auto</c> when none does.</summary>
    public static string NameOf(CatalogIndex index, string? selector, in DefaultModels defaults)
    {
        foreach (var name in (ReadOnlySpan<string?>)[selector, defaults.OfKey, defaults.OfProject, index.Snapshot.Rules.DefaultModel, defaults.OfRouter])
        {
            if (!IsDefault(name))
            {
                return name!;
            }
        }

        return Selectors.Auto;
    }

    private static bool IsDefault(string? selector) =>
        string.IsNullOrWhiteSpace(selector) || selector.Equals(Selectors.Default, StringComparison.OrdinalIgnoreCase);

    // Null when that level names nothing, so that the next one is asked.
    private static Selection? Default(CatalogIndex index, string? model, string owner, ResolvedBy by) => IsDefault(model) ? null : Named(index, model!, 0) switch
    {
        Selection.Auto auto => auto with { Reason = new(static told => $"no model was named and {told.First} is {told.Second}", owner, model!) },
        Selection.Nothing nothing => new Selection.Nothing(
            nothing.Error with { Message = $"No model was named, and {owner} leads nowhere. {nothing.Error.Message}" }),
        var selection => selection with { By = by, Reason = new(static told => $"no model was named; {told.First} is {told.Second}", owner, model!) },
    };

    private static Selection Named(CatalogIndex index, string name, int aliases) =>
        Reserved(index, name, aliases) ?? Model(index, name) ?? Alias(index, name, aliases) ?? Unknown(SelectorErrors.UnknownModel(index, name));

    private static Selection? Reserved(CatalogIndex index, string name, int aliases)
    {
        const StringComparison IgnoreCase = StringComparison.OrdinalIgnoreCase;
        return name switch
        {
            _ when name.Equals(Selectors.Auto, IgnoreCase) => Selection.Auto.Plain,
            _ when IsTier(name) => Tier(index, name),
            _ when name.StartsWith(Selectors.TierPrefix, IgnoreCase) => Tier(index, name[Selectors.TierPrefix.Length..]),
            _ when name.StartsWith(Selectors.FamilyPrefix, IgnoreCase) => Family(index, name[Selectors.FamilyPrefix.Length..]),
            _ when name.StartsWith(Selectors.PresetPrefix, IgnoreCase) => Preset(index, name[Selectors.PresetPrefix.Length..], aliases),
            _ when name.StartsWith(Selectors.AutoPrefix, IgnoreCase) => Policy(index, name[Selectors.AutoPrefix.Length..]),
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

    private static Selection Policy(CatalogIndex index, string name) =>
        index.Policy(name.ToLowerInvariant()) is { } policy
            ? new Selection.Auto(policy.Name) { By = ResolvedBy.Auto }
            : Unknown(SelectorErrors.UnknownPolicy(index, name));

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
            var selection => selection with { By = ResolvedBy.Preset, Preset = preset, Reason = new(static told => $"the preset {told.First} stands for {told.Second}", name, target) },
        };
    }

    private static Selection.OneModel? Model(CatalogIndex index, string name)
    {
        if (DeploymentId.TryParse(name, out var id) && index.Deployment(id) is { } deployment)
        {
            return new([deployment], AnyPlace: false) { By = ResolvedBy.Explicit };
        }

        var canonical = index.OfModel(new ModelId(name));
        if (!canonical.IsEmpty)
        {
            return new(canonical, AnyPlace: true) { By = ResolvedBy.Explicit };
        }

        var upstream = index.OfUpstreamName(name);
        return upstream.IsEmpty ? null : new(upstream, AnyPlace: false) { By = ResolvedBy.Explicit };
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
            var selection => selection with { By = ResolvedBy.Alias, Reason = new(static told => $"{told.First} stands for {told.Second}", name, target) },
        };
    }

    private static Selection.Nothing Unknown(RoutingError error) => new(error);
}
