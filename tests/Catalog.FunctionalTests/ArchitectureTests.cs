using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Catalog.FunctionalTests;

/// <summary>What the source of Catalog.Api promises.</summary>
public sealed partial class ArchitectureTests
{
    [Fact]
    public void One_place_inserts_into_model_registry()
    {
        var places = Sources().Where(file => InsertIntoRegistry().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);

        Assert.Equal(["RegistryWriter.cs"], places);
    }

    [Fact]
    public void One_place_inserts_into_prices()
    {
        var places = Sources().Where(file => InsertIntoPrices().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);

        Assert.Equal(["PriceWriter.cs"], places);
    }

    private static IEnumerable<string> Sources([CallerFilePath] string here = "")
    {
        var product = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../Catalog.Api"));
        return Directory.EnumerateFiles(product, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"(insert\s+into|copy|merge\s+into)\s+model_registry\b", RegexOptions.IgnoreCase)]
    private static partial Regex InsertIntoRegistry();

    [GeneratedRegex(@"(insert\s+into|copy|merge\s+into)\s+prices\b", RegexOptions.IgnoreCase)]
    private static partial Regex InsertIntoPrices();
}
