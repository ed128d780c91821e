using Catalog.Api.CapabilityProfiles;
using Catalog.Api.Export;

namespace Catalog.Api.Curated;

/// <summary>States a curated catalog as a document, so that an example is taken over as any other one is.</summary>
internal static class CuratedDocument
{
    public static CatalogDocument Of(CuratedCatalog catalog)
    {
        var rows = CuratedRows.From(catalog);
        return new CatalogDocument
        {
            Format = CatalogDocument.CurrentFormat,
            Providers = [.. rows.Providers],
            Models = [.. rows.Models],
            Deployments = [.. rows.Deployments],
            Prices = [.. rows.Prices],
            Tiers = [.. rows.Tiers],
            Aliases = [.. rows.Aliases],
            Families = [.. rows.Families],
            Views = [.. rows.Views],
            Profiles = [.. rows.Profiles.Select(ToProfile)],
        };
    }

    // In the order in which scores are stored, so that saying the same again is no change.
    private static KeptProfile ToProfile(ScoredModel model) => new()
    {
        CanonicalId = model.CanonicalId,
        Scores = ScoreMerge.Of([], model.Scores, ScoreRow.Curated, replaces: true),
    };
}
