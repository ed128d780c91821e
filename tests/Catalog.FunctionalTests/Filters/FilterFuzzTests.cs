using Catalog.Api.Deployments;
using Catalog.Api.Filters;
using Catalog.Api.Rest;
using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Filters;

public sealed class FilterFuzzTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private static readonly string[] Pieces =
    [
        "provider", "free", "input_price", "capability", "search", "=", "!=", "<", "~", "and", "true", "1", "-0.5", "1e9", "\"", "'", ";", "--",
        "\"a b\"", "$1", "$99", "%", "\\", "NULL", "or", "(", ")", "/*", "é", "\u2028", "model_registry", "DROP TABLE model_registry", "",
    ];

    [Fact]
    public async Task Whatever_is_written_either_filters_or_is_refused()
    {
        var store = new DeploymentStore(fixture.Database.Source);
        var random = new Random(20261121);
        var ran = 0;
        for (var round = 0; round < 2_000; round++)
        {
            var text = string.Join(
                random.Next(3) == 0 ? "" : " ", Enumerable.Range(0, random.Next(1, 9)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var faults = new Faults();
            var conditions = FilterParser.Parse(text, faults);
            if (faults.None)
            {
                await store.ListAsync(conditions, "", 1, CancellationToken.None);
                ran++;
            }
        }

        Assert.InRange(ran, 20, 1_999);
        Assert.NotEqual(0, await fixture.Database.ScalarAsync<long>("SELECT count(*) FROM model_registry"));
    }

    [Fact]
    public async Task Every_field_and_operator_runs()
    {
        var store = new DeploymentStore(fixture.Database.Source);
        foreach (var field in FilterField.All.Values)
        {
            foreach (var comparison in new[] { "=", "!=", "<", "<=", ">", ">=", "~" })
            {
                var value = field.Type switch { FilterType.Flag => "true", FilterType.Number => "1", _ => "x" };
                var faults = new Faults();
                if (FilterParser.Read(field.Name, comparison, value, faults, "filter") is { } condition)
                {
                    await store.ListAsync([condition], "", 1, CancellationToken.None);
                }
            }
        }
    }
}
