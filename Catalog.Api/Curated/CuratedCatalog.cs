using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Catalog.Api.Sync.Inference;

namespace Catalog.Api.Curated;

/// <summary>The catalog that ships with the product, as the files beside this one state it.</summary>
internal sealed record CuratedCatalog
{
    public required ImmutableArray<CuratedProvider> Providers { get; init; }

    public required ImmutableArray<CuratedModel> Models { get; init; }

    public required ImmutableArray<CuratedDeployment> Deployments { get; init; }

    public required ImmutableArray<CuratedTier> Tiers { get; init; }

    public required ImmutableArray<CuratedAlias> Aliases { get; init; }

    public required ImmutableArray<CuratedFamily> Families { get; init; }

    /// <summary>How benchmark figures become scores; an example uses what ships.</summary>
    public CuratedProfiles Profiles { get; init; } = CuratedFile.Read<CuratedProfiles>("profiles.json");

    /// <summary>Saved filters; an example has none.</summary>
    public ImmutableArray<CuratedView> Views { get; init; } = [];

    /// <summary>An example's own name; null for the shipped catalog.</summary>
    public string? Name { get; init; }

    public string? About { get; init; }

    public static CuratedCatalog Load() => new()
    {
        Providers = CuratedFile.Read<ProvidersFile>("providers.json").Providers,
        Models = CuratedFile.Read<ModelsFile>("models.json").Models,
        Deployments = [.. CuratedFile.Names("deployments/").SelectMany(ReadDeployments)],
        Tiers = CuratedFile.Read<TiersFile>("tiers.json").Tiers,
        Aliases = CuratedFile.Read<AliasesFile>("aliases.json").Aliases,
        Families = CuratedFile.Read<FamiliesFile>("families.json").Families,
        Views = CuratedFile.Read<ViewsFile>("views.json").Views,
    };

    public static CanonicalRules LoadRules() => CuratedFile.Read<CanonicalRules>("canonical-rules.json");

    public static InferenceRules LoadInferenceRules() => CuratedFile.Read<InferenceRules>("inference-rules.json");

    /// <summary>Names of the example catalogs, such as <c>seed-2025</c>.</summary>
    public static ImmutableArray<string> Examples() =>
        [.. CuratedFile.Names("examples/").Select(Path.GetFileNameWithoutExtension).OfType<string>()];

    public static CuratedCatalog LoadExample(string name) => CuratedFile.Read<CuratedCatalog>($"examples/{name}.json");

    private static IEnumerable<CuratedDeployment> ReadDeployments(string name)
    {
        var file = CuratedFile.Read<DeploymentsFile>(name);
        return file.Deployments.Select(deployment => deployment with { Provider = file.Provider });
    }

    private sealed record ProvidersFile([property: JsonRequired] ImmutableArray<CuratedProvider> Providers);

    private sealed record ModelsFile([property: JsonRequired] ImmutableArray<CuratedModel> Models);

    private sealed record DeploymentsFile(
        [property: JsonRequired] string Provider,
        [property: JsonRequired] ImmutableArray<CuratedDeployment> Deployments);

    private sealed record TiersFile([property: JsonRequired] ImmutableArray<CuratedTier> Tiers);

    private sealed record AliasesFile([property: JsonRequired] ImmutableArray<CuratedAlias> Aliases);

    private sealed record FamiliesFile([property: JsonRequired] ImmutableArray<CuratedFamily> Families);

    private sealed record ViewsFile([property: JsonRequired] ImmutableArray<CuratedView> Views);
}
