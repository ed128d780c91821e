using System.Net;
using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Rest;

public sealed class PolicyTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task Those_that_ship_are_listed_without_a_row()
    {
        var policies = (await Http.GetJsonAsync("/api/v1/policies")).GetProperty("items").EnumerateArray().ToArray();

        Assert.Superset(
            new HashSet<string?>(["balanced", "cost", "performance", "quality", "reliability"]),
            policies.Select(policy => policy.GetProperty("name").GetString()).ToHashSet());
        Assert.True((await Http.GetJsonAsync("/api/v1/policies/reliability")).GetProperty("shipped").GetBoolean());
    }

    [Fact]
    public async Task One_is_weighed_otherwise_and_comes_back_when_its_row_is_removed()
    {
        using var written = await Http.PutJsonAsync("/api/v1/policies/quality", """{"quality":1000,"cost":10}""");
        var weighed = await Http.GetJsonAsync("/api/v1/policies/quality");
        using var removed = await Http.DeleteAsync("/api/v1/policies/quality");
        var back = await Http.GetJsonAsync("/api/v1/policies/quality");

        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.Equal((1000, false), (weighed.GetProperty("quality").GetInt32(), weighed.GetProperty("shipped").GetBoolean()));
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal((850, true), (back.GetProperty("quality").GetInt32(), back.GetProperty("shipped").GetBoolean()));
        var history = (await Http.GetJsonAsync("/api/v1/policies/quality/history")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(2, history.Length);
        Assert.Equal(1000, history[1].GetProperty("policy").GetProperty("quality").GetInt32());
    }

    [Fact]
    public async Task A_new_one_reaches_routers_in_the_snapshot()
    {
        using var written = await Http.PutJsonAsync("/api/v1/policies/thrifty", """{"cost":900,"reliability":100}""");
        await written.JsonAsync(HttpStatusCode.OK);

        await TestKit.Eventually.Is(() => fixture.Host.Feed.Current!.Policies.Any(policy => policy is { Name: "thrifty", Cost: 900 }));
        var snapshot = await Http.GetJsonAsync("/api/v1/registry/snapshot");
        Assert.Contains(snapshot.GetProperty("policies").EnumerateArray(), policy => policy.GetProperty("name").GetString() == "thrifty");
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        using var response = await Http.PutJsonAsync("/api/v1/policies/No%20Name", """{"quality":1001,"cost":-1}""");
        using var empty = await Http.PutJsonAsync("/api/v1/policies/nothing", "{}");

        Assert.Equal(["cost", "name", "quality"], (await response.FaultyFieldsAsync()).Order());
        Assert.Equal(["weights"], await empty.FaultyFieldsAsync());
    }

    [Fact]
    public async Task Two_edits_do_not_overwrite_each_other()
    {
        using var first = await Http.PutJsonAsync("/api/v1/policies/shared", """{"cost":1}""");
        using var second = await Http.PutJsonAsync("/api/v1/policies/shared", """{"cost":2}""", ifMatch: first.Headers.ETag!.Tag);
        using var late = await Http.PutJsonAsync("/api/v1/policies/shared", """{"cost":3}""", ifMatch: first.Headers.ETag!.Tag);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
    }

    [Fact]
    public async Task An_unknown_one_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/api/v1/policies/none")).StatusCode);
}
