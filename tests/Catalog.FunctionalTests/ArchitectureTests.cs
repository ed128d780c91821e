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

    [Theory]
    [InlineData("INSERT INTO model_registry (provider_id) VALUES ($1)")]
    [InlineData("insert  into\n    model_registry AS kept")]
    [InlineData("INSERT INTO public.model_registry SELECT 1")]
    [InlineData("INSERT INTO \"model_registry\" SELECT 1")]
    [InlineData("COPY model_registry FROM STDIN")]
    [InlineData("MERGE INTO model_registry USING staged ON true")]
    public void A_second_place_would_be_found(string sql) => Assert.Matches(InsertIntoRegistry(), sql);

    [Theory]
    [InlineData("UPDATE model_registry SET enabled = false")]
    [InlineData("SELECT count(*) FROM model_registry")]
    [InlineData("INSERT INTO staged_deployments SELECT 1")]
    public void Other_statements_are_no_second_place(string sql) => Assert.DoesNotMatch(InsertIntoRegistry(), sql);

    // Every service, not only the one that has the database: nobody else may come to write there.
    private static IEnumerable<string> Sources([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
        string[] products = ["Catalog.Api", "Providers.Worker", "Router.Grpc", "Admin.Web", "ServiceDefaults", "Routing", "Providers", "protos", "AppHost"];
        return products.SelectMany(product => Directory.EnumerateFiles(Path.Combine(root, product), "*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"(insert\s+into|copy|merge\s+into)\s+(\w+\.)?""?model_registry\b", RegexOptions.IgnoreCase)]
    private static partial Regex InsertIntoRegistry();

    [GeneratedRegex(@"(insert\s+into|copy|merge\s+into)\s+(\w+\.)?""?prices\b", RegexOptions.IgnoreCase)]
    private static partial Regex InsertIntoPrices();
}
