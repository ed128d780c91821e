using Catalog.Api.Curated;

namespace Catalog.FunctionalTests.Curated;

/// <summary>The shipped catalog and every example: what holds for one must hold for all.</summary>
internal static class Catalogs
{
    public const string Shipped = "shipped";

    public static TheoryData<string> All() => [Shipped, .. CuratedCatalog.Examples()];

    public static CuratedCatalog Named(string name) => name == Shipped ? CuratedCatalog.Load() : CuratedCatalog.LoadExample(name);
}
