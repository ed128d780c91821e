using System.Net;
using Catalog.FunctionalTests.Feeds;
using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Rest;

public sealed class AgentTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task A_profile_is_added_read_listed_and_reaches_routers()
    {
        using var watcher = new Watcher(fixture.Host.Channel);
        await watcher.NextAsync();

        using var added = await Http.PutJsonAsync(
            "/api/v1/agents/scout", """{"name":"Scout","creation_score":10,"execution_score":5,"default_tier":"fast","default_intent":"extract"}""");

        Assert.Equal(7, (await added.JsonAsync(HttpStatusCode.Created)).GetProperty("score").GetDecimal());
        var read = await Http.GetJsonAsync("/api/v1/agents/scout");
        Assert.Equal(("Scout", "fast", "global"), (read.GetProperty("name").GetString(), read.GetProperty("default_tier").GetString(), read.GetProperty("scope").GetString()));
        Assert.Contains((await Http.GetJsonAsync("/api/v1/agents")).GetProperty("items").EnumerateArray(), row => row.GetProperty("agent_id").GetString() == "scout");
        await watcher.UntilAsync(catalog => catalog.AgentProfiles.Any(row => row.AgentId == "scout"));
        var served = watcher.Current.AgentProfiles.Single(row => row.AgentId == "scout");
        Assert.Equal((7_000, "extract"), (served.Scores.ScoreMillis(400), served.DefaultIntent));
    }

    [Fact]
    public async Task Every_fault_is_listed_at_once_and_nothing_is_written()
    {
        using var response = await Http.PutJsonAsync(
            "/api/v1/agents/bad",
            """{"creation_score":-0.1,"execution_score":10.001,"combined_score":1e20,"default_tier":"huge","default_intent":"dream","scope":"org/x"}""");

        Assert.Equal(
            ["combined_score", "creation_score", "default_intent", "default_tier", "execution_score", "scope"], await response.FaultyFieldsAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/api/v1/agents/bad")).StatusCode);
    }

    [Fact]
    public async Task An_edit_of_what_was_changed_meanwhile_is_refused()
    {
        using var added = await Http.PutJsonAsync("/api/v1/agents/tagged", """{"combined_score":1}""");
        var tag = added.Headers.ETag!.ToString();

        using var first = await Http.PutJsonAsync("/api/v1/agents/tagged", """{"combined_score":2}""", tag);
        using var second = await Http.PutJsonAsync("/api/v1/agents/tagged", """{"combined_score":3}""", tag);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task What_a_profile_was_is_kept_after_its_end()
    {
        using var first = await Http.PutJsonAsync("/api/v1/agents/team%2Fold", """{"combined_score":1}""");
        using var second = await Http.PutJsonAsync("/api/v1/agents/team%2Fold", """{"combined_score":2}""");
        Assert.Equal("team/old", (await second.JsonAsync(HttpStatusCode.OK)).GetProperty("agent_id").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await Http.DeleteAsync("/api/v1/agents/team%2Fold")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Http.DeleteAsync("/api/v1/agents/team%2Fold")).StatusCode);

        var versions = (await Http.GetJsonAsync("/api/v1/agents/team%2Fold/history")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(3, versions.Length);
        Assert.False(versions[0].TryGetProperty("profile", out _));
        Assert.Equal(2, versions[1].GetProperty("profile").GetProperty("combined_score").GetDecimal());
    }
}
