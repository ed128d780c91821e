using System.Net;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;

namespace Catalog.FunctionalTests.Retention;

public sealed class RetentionSettingTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private const string Path = "/api/v1/ledger/retention";

    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task Days_are_set_by_table_and_the_others_stay()
    {
        using var put = await Http.PutJsonAsync(Path, """{"days":{"feedback":7}}""");

        var days = (await Http.GetJsonAsync(Path)).GetProperty("days");
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal((7, 0), (days.GetProperty("feedback").GetInt32(), days.GetProperty("usage_daily").GetInt32()));
    }

    [Fact]
    public async Task Every_fault_is_named_and_nothing_is_changed()
    {
        var before = (await Http.GetJsonAsync(Path)).GetRawText();

        using var refused = await Http.PutJsonAsync(Path, """{"days":{"feedback":-1,"models":3,"usage_hourly":9}}""");

        Assert.Equal(["days.feedback", "days.models"], await refused.FaultyFieldsAsync());
        Assert.Equal(before, (await Http.GetJsonAsync(Path)).GetRawText());
    }
}
