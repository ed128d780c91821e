using System.Net;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Routing.Experiments;
using TestKit;

namespace Catalog.FunctionalTests.Experiments;

/// <summary>Experiments over REST, and what routers see of them.</summary>
public sealed class ExperimentTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task One_that_runs_reaches_routers_as_it_was_written_and_one_that_is_paused_leaves_them()
    {
        using var created = await Http.PutJsonAsync(
            "/api/v1/experiments/whole",
            """
            {"description":"Is it worth it?","state":"running","selectors":["fast","balanced"],"unit":"end_user","share":0.25,"salt":"2026",
             "variants":[{"name":"control","weight":0.5},{"name":"strong","weight":0.3,"selector":"powerful","policy":"cost"},
                {"name":"sparing","weight":0.2,"balanced_from":3.5,"powerful_above":7}]}
            """);
        var view = await created.JsonAsync(HttpStatusCode.Created);
        Assert.Equal(0.25m, view.GetProperty("share").GetDecimal());

        await Eventually.Is(() => Running("whole") is not null);
        var experiment = Running("whole")!;
        Assert.Equal(
            ("Is it worth it?", "2026", ExperimentUnit.EndUser, 250), (experiment.Description, experiment.Salt, experiment.Unit, experiment.ShareMillis));
        Assert.Equal(["fast", "balanced"], experiment.Scope.Selectors.ToArray());
        Assert.Equal(view.GetProperty("started_at").GetDateTimeOffset(), experiment.StartedAt);
        Assert.Equal(
            [
                new() { Name = "control", WeightMillis = 500 },
                new() { Name = "strong", WeightMillis = 300, Selector = "powerful", Policy = "cost" },
                new Variant { Name = "sparing", WeightMillis = 200, BalancedFromMillis = 3_500, PowerfulAboveMillis = 7_000 },
            ],
            experiment.Variants.ToArray());

        var read = await Http.GetStringAsync("/api/v1/experiments/whole");
        using var paused = await Http.PutJsonAsync("/api/v1/experiments/whole", read.Replace("\"running\"", "\"paused\"", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, paused.StatusCode);
        await Eventually.Is(() => Running("whole") is null);
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        using var response = await Http.PutJsonAsync(
            "/api/v1/experiments/Bad",
            """
            {"state":"ended","unit":"town","share":2,"salt":"","selectors":["nothing-of-the-kind"],"keys":["k"],"projects":["p"],
             "variants":[{"name":"a","weight":0.5},{"name":"b","weight":0.4,"selector":"nowhere","policy":"cosst","balanced_from":11}]}
            """);

        Assert.Equal(
            ["keys", "name", "projects", "salt", "selectors", "share", "state", "unit", "variants", "variants[1].balanced_from", "variants[1].policy", "variants[1].selector"],
            await response.FaultyFieldsAsync());
    }

    [Fact]
    public async Task What_has_begun_keeps_all_but_its_share_state_and_description()
    {
        const string Begun = """{"state":"running","share":0.1,"variants":[{"name":"a","weight":0.5},{"name":"b","weight":0.5,"selector":"fast"}]}""";
        using var created = await Http.PutJsonAsync("/api/v1/experiments/kept", Begun);
        var started = (await created.JsonAsync(HttpStatusCode.Created)).GetProperty("started_at").GetString();

        using var wider = await Http.PutJsonAsync(
            "/api/v1/experiments/kept", """{"description":"wider","share":0.5,"variants":[{"name":"a","weight":0.5},{"name":"b","weight":0.50,"selector":"fast"}]}""");
        var view = await wider.JsonAsync(HttpStatusCode.OK);
        Assert.Equal(("running", started), (view.GetProperty("state").GetString(), view.GetProperty("started_at").GetString()));

        using var other = await Http.PutJsonAsync(
            "/api/v1/experiments/kept",
            """
            {"state":"draft","unit":"key","salt":"other","selectors":["fast"],
             "variants":[{"name":"a","weight":0.4},{"name":"b","weight":0.6,"selector":"fast"}]}
            """);
        Assert.Equal(["salt", "selectors", "state", "unit", "variants"], await other.FaultyFieldsAsync());

        Assert.Equal(HttpStatusCode.Conflict, (await Http.DeleteAsync("/api/v1/experiments/kept")).StatusCode);
        using var ended = await Http.PutJsonAsync("/api/v1/experiments/kept", Begun.Replace("running", "ended", StringComparison.Ordinal));
        Assert.NotEqual(default, (await ended.JsonAsync(HttpStatusCode.OK)).GetProperty("ended_at").GetDateTimeOffset());
        using var again = await Http.PutJsonAsync("/api/v1/experiments/kept", Begun);
        Assert.Equal(["state"], await again.FaultyFieldsAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await Http.DeleteAsync("/api/v1/experiments/kept")).StatusCode);
        Assert.Equal(4, (await Http.GetJsonAsync("/api/v1/experiments/kept/history")).GetProperty("items").GetArrayLength());
        Assert.DoesNotContain("kept", (await Http.GetJsonAsync("/api/v1/experiments")).Ids("name"));
    }

    [Fact]
    public async Task A_draft_may_change_but_not_under_somebodys_hands_and_nobody_draws_as_another()
    {
        const string Draft = """{"variants":[{"name":"a","weight":0.5},{"name":"b","weight":0.5,"selector":"fast"}]}""";
        using var created = await Http.PutJsonAsync("/api/v1/experiments/draft", Draft);
        var tag = created.Headers.ETag!.Tag;
        using var changed = await Http.PutJsonAsync("/api/v1/experiments/draft", Draft.Replace("0.5", "0.50", StringComparison.Ordinal).Replace("fast", "powerful", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);

        using var stale = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/experiments/draft") { Headers = { { "If-Match", tag } } };
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Http.SendAsync(stale)).StatusCode);
        using var alike = await Http.PutJsonAsync("/api/v1/experiments/alike", Draft.Replace("{\"variants\"", "{\"salt\":\"draft\",\"variants\"", StringComparison.Ordinal));
        Assert.Equal(["salt"], await alike.FaultyFieldsAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(new Uri("/api/v1/experiments/none", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_model_that_a_running_variant_asks_for_stays()
    {
        using var running = await Http.PutJsonAsync(
            "/api/v1/experiments/needing", """{"state":"running","variants":[{"name":"a","weight":0.5},{"name":"b","weight":0.5,"selector":"openai/gpt-5.2"}]}""");
        Assert.Equal(HttpStatusCode.Created, running.StatusCode);

        Assert.Contains(
            "the experiment needing", await (await Http.DeleteAsync("/api/v1/models/openai/gpt-5.2")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Experiment? Running(string name) => fixture.Host.Feed.Current!.Experiments.FirstOrDefault(row => row.Name == name);
}
