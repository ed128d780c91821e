using System.Net;
using System.Text.Json;
using Catalog.FunctionalTests.Hosting;
using Routing.Catalog;
using Routing.Profiles;

namespace Catalog.FunctionalTests.Rest;

public sealed class ProfileTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task Shipped_profiles_are_listed_in_pages()
    {
        var first = await Http.GetJsonAsync("/api/v1/profiles?page_size=2");
        var second = await Http.GetJsonAsync($"/api/v1/profiles?page_size=2&page_token={Uri.EscapeDataString(first.GetProperty("next_page_token").GetString()!)}");

        Assert.Equal(["claude-3-5-sonnet", "claude-3-haiku"], first.Ids("model"));
        Assert.Equal(["claude-fable-5-1", "claude-haiku-4-5"], second.Ids("model"));
    }

    [Fact]
    public async Task What_an_operator_says_counts_and_reaches_the_routers()
    {
        using var put = await Http.PutJsonAsync(
            "/api/v1/profiles/claude-opus-5",
            """
            {"scores":[{"capability":"code","score":100,"source":"seen at work"},{"capability":"creative","score":300}],
             "success_rate":500,"priority":7,"routing_weight":2000,"is_active":true}
            """);

        var profile = await put.JsonAsync(HttpStatusCode.OK);
        Assert.Equal(100, profile.GetProperty("quality").GetProperty("code").GetInt32());
        Assert.Equal(["manual"], Scores(profile, "code").Where(score => score.GetProperty("counts").GetBoolean()).Select(score => score.GetProperty("basis").GetString()));
        Assert.True(Scores(profile, "code").Length > 1);
        Assert.NotNull(put.Headers.ETag);
        await FeedAsync(index => index.QualityOf(new("claude-opus-5"), RatedCapability.Creative) == 300 && index.PriorityOf(new("claude-opus-5")) == 7);

        using var bare = await Http.PutJsonAsync("/api/v1/profiles/claude-opus-5", "{}");

        profile = await bare.JsonAsync(HttpStatusCode.OK);
        Assert.False(profile.TryGetProperty("priority", out _));
        Assert.DoesNotContain(Scores(profile, "code"), score => score.GetProperty("basis").GetString() == "manual");
    }

    [Fact]
    public async Task A_profile_set_aside_ranks_nothing()
    {
        using var put = await Http.PutJsonAsync("/api/v1/profiles/gpt-4.1", """{"is_active":false}""");

        var profile = await put.JsonAsync(HttpStatusCode.OK);
        Assert.Empty(profile.GetProperty("quality").EnumerateObject());
        Assert.NotEmpty(profile.GetProperty("scores").EnumerateArray());
    }

    [Fact]
    public async Task What_was_read_can_be_written_back()
    {
        var read = await Http.GetJsonAsync("/api/v1/profiles/gpt-5.4");

        using var put = await Http.PutJsonAsync("/api/v1/profiles/gpt-5.4", read.GetRawText());

        Assert.Equal(read.GetRawText(), (await put.JsonAsync(HttpStatusCode.OK)).GetRawText());
    }

    [Fact]
    public async Task Two_editors_do_not_overwrite_each_other()
    {
        using var read = await Http.GetAsync("/api/v1/profiles/gpt-5");
        using var first = await Http.PutJsonAsync("/api/v1/profiles/gpt-5", """{"priority":1}""", read.Headers.ETag!.Tag);
        using var second = await Http.PutJsonAsync("/api/v1/profiles/gpt-5", """{"priority":2}""", read.Headers.ETag!.Tag);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        using var put = await Http.PutJsonAsync(
            "/api/v1/profiles/gpt-5",
            """
            {"success_rate":1001,"priority":-1001,"routing_weight":5001,
             "scores":[{"capability":"telepathy","score":1001,"basis":"heard","confidence":-1},{"capability":"code","score":1,"basis":"published"}]}
            """);

        Assert.Equal(
            [
                "priority", "routing_weight", "scores[0].basis", "scores[0].capability", "scores[0].confidence", "scores[0].score", "scores[0].source",
                "scores[1].source", "success_rate",
            ],
            await put.FaultyFieldsAsync());
    }

    [Fact]
    public async Task A_profile_comes_and_goes_with_its_scores()
    {
        using var removed = await Http.DeleteAsync("/api/v1/profiles/gpt-5-nano");
        using var gone = await Http.GetAsync("/api/v1/profiles/gpt-5-nano");
        using var again = await Http.PutJsonAsync("/api/v1/profiles/gpt-5-nano", """{"scores":[{"capability":"code","score":5}]}""");
        using var stranger = await Http.PutJsonAsync("/api/v1/profiles/nobody", "{}");

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(1, (await again.JsonAsync(HttpStatusCode.Created)).GetProperty("scores").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
    }

    [Fact]
    public async Task Figures_of_benchmarks_become_scores()
    {
        using var import = await Http.SendJsonAsync(
            HttpMethod.Post,
            "/api/v1/profiles/import",
            """
            {"figures":[
              {"model":"moonshot-v1-128k","benchmark":"seed-2025-humaneval","score":90.2,"date":"2025-01-12","source":"configuration"},
              {"model":"moonshot-v1-128k","benchmark":"seed-2025-math","score":88.4,"date":"2025-01-12","source":"configuration"},
              {"model":"moonshot-v1-128k","benchmark":"seed-2025-bbh","score":87.1,"date":"2025-01-12","source":"configuration"}]}
            """);

        Assert.Equal(3, (await import.JsonAsync(HttpStatusCode.OK)).GetProperty("scores").GetInt32());
        var quality = (await Http.GetJsonAsync("/api/v1/profiles/moonshot-v1-128k")).GetProperty("quality");
        var kimi = (await Http.GetJsonAsync("/api/v1/profiles/kimi-k2-0905")).GetProperty("quality");
        Assert.All(["code", "mathematical", "logical"], name => Assert.Equal(kimi.GetProperty(name).GetInt32(), quality.GetProperty(name).GetInt32()));
    }

    [Fact]
    public async Task An_import_with_a_fault_changes_nothing()
    {
        using var import = await Http.SendJsonAsync(
            HttpMethod.Post,
            "/api/v1/profiles/import",
            """
            {"figures":[
              {"model":"gpt-4o","benchmark":"seed-2025-bbh","score":1,"date":"2026-11-20","source":"s"},
              {"model":"nobody","benchmark":"tea-leaves","score":101,"date":"2026-11-20","source":""}]}
            """);

        Assert.Equal(["figures", "figures[1].benchmark", "figures[1].score", "figures[1].source"], await import.FaultyFieldsAsync());
        Assert.DoesNotContain("seed-2025-bbh", (await Http.GetJsonAsync("/api/v1/profiles/gpt-4o")).GetRawText(), StringComparison.Ordinal);
    }

    private static JsonElement[] Scores(JsonElement profile, string capability) =>
        [.. profile.GetProperty("scores").EnumerateArray().Where(score => score.GetProperty("capability").GetString() == capability)];

    private async Task FeedAsync(Func<CatalogIndex, bool> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        for (var known = fixture.Host.Feed.Current!; !holds(new CatalogIndex(known));)
        {
            known = await fixture.Host.Feed.NextAsync(known, deadline.Token);
        }
    }
}
