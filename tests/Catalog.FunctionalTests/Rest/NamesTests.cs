using System.Net;
using System.Text.Json;
using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Rest;

/// <summary>Tiers, aliases, families and the default model.</summary>
public sealed class NamesTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task A_tier_is_replaced_and_rolled_back()
    {
        var before = await Http.GetJsonAsync("/api/v1/tiers/fast");

        using var replaced = await Http.PutJsonAsync("/api/v1/tiers/fast", """{"entries":["openai/gpt-5.2"],"max_tokens":100,"temperature":0.7}""");
        using var rolledBack = await Http.PostAsync("/api/v1/tiers/fast/rollback", null);

        Assert.Equal(0.7m, (await replaced.JsonAsync(HttpStatusCode.OK)).GetProperty("temperature").GetDecimal());
        var after = await rolledBack.JsonAsync(HttpStatusCode.OK);
        Assert.Equal(before.GetProperty("entries").ToString(), after.GetProperty("entries").ToString());
        Assert.Equal(3, (await Http.GetJsonAsync("/api/v1/tiers/fast/history")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_tier_takes_only_deployments_that_exist()
    {
        using var response = await Http.PutJsonAsync(
            "/api/v1/tiers/balanced", """{"entries":["openai/none","openai/gpt-5.2","openai/gpt-5.2"],"max_tokens":0,"temperature":3}""");

        Assert.Equal(["entries", "max_tokens", "temperature"], await response.FaultyFieldsAsync());
    }

    [Fact]
    public async Task An_unknown_tier_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await Http.PutJsonAsync("/api/v1/tiers/turbo", """{"entries":["openai/gpt-5.2"]}""")).StatusCode);

    [Fact]
    public async Task An_alias_is_repointed_with_history()
    {
        using var first = await Http.PutJsonAsync("/api/v1/aliases/ours", """{"target":"openai/gpt-5.2"}""");
        using var second = await Http.PutJsonAsync("/api/v1/aliases/ours", """{"target":"family:kimi"}""");
        using var removed = await Http.DeleteAsync("/api/v1/aliases/ours");

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        var history = await Http.GetJsonAsync("/api/v1/aliases/ours/history");
        Assert.Equal(
            [null, "family:kimi", "openai/gpt-5.2"],
            history.GetProperty("items").EnumerateArray().Select(version => version.TryGetProperty("target", out var target) ? target.GetString() : null));
    }

    [Fact]
    public async Task An_alias_is_rolled_back_to_what_it_stood_for()
    {
        using var first = await Http.PutJsonAsync("/api/v1/aliases/turned", """{"target":"openai/gpt-5.2"}""");
        using var second = await Http.PutJsonAsync("/api/v1/aliases/turned", """{"target":"family:kimi"}""");
        using var stale = await Http.SendJsonAsync(HttpMethod.Post, "/api/v1/aliases/turned/rollback", "{}", first.Headers.ETag!.Tag);
        using var back = await Http.PostAsync("/api/v1/aliases/turned/rollback", null);
        using var forward = await Http.PostAsync($"/api/v1/aliases/turned/rollback?to_revision={second.Headers.ETag!.Tag.Trim('"')}", null);

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal("openai/gpt-5.2", (await back.JsonAsync(HttpStatusCode.OK)).GetProperty("target").GetString());
        Assert.Equal("family:kimi", (await forward.JsonAsync(HttpStatusCode.OK)).GetProperty("target").GetString());
        Assert.Equal(4, (await Http.GetJsonAsync("/api/v1/aliases/turned/history")).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await Http.PostAsync("/api/v1/aliases/never/rollback", null)).StatusCode);
    }

    [Fact]
    public async Task An_alias_must_lead_somewhere_and_hide_nothing()
    {
        using var response = await Http.PutJsonAsync("/api/v1/aliases/gpt-5.2", """{"target":"nothing-of-the-kind"}""");

        Assert.Equal(["name", "target"], await response.FaultyFieldsAsync());
    }

    [Fact]
    public async Task A_family_prefers_only_its_own_members()
    {
        using var good = await Http.PutJsonAsync("/api/v1/families/kimi", """{"preferred":["kimi-k2.6"]}""");
        using var bad = await Http.PutJsonAsync("/api/v1/families/kimi", """{"preferred":["gpt-5.2"]}""");

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal(["preferred"], await bad.FaultyFieldsAsync());
    }

    [Fact]
    public async Task The_default_model_is_set_and_taken_back()
    {
        using var set = await Http.PutJsonAsync("/api/v1/settings", """{"default_model":"openai/gpt-5.2","balanced_from":2.5}""");
        Assert.Equal("openai/gpt-5.2", (await Http.GetJsonAsync("/api/v1/settings")).GetProperty("default_model").GetString());

        using var unset = await Http.PutJsonAsync("/api/v1/settings", """{"default_model":"","balanced_from":3}""");

        Assert.False((await unset.JsonAsync(HttpStatusCode.OK)).TryGetProperty("default_model", out _));
    }

    [Fact]
    public async Task Settings_that_make_no_sense_are_all_named()
    {
        using var response = await Http.PutJsonAsync(
            "/api/v1/settings", """{"default_model":"nothing-of-the-kind","agent_share":2,"creation_share":1.5,"balanced_from":9,"powerful_above":8}""");

        Assert.Equal(["agent_share", "balanced_from", "creation_share", "default_model"], await response.FaultyFieldsAsync());
    }

    [Fact]
    public async Task What_the_step_score_is_made_of_is_set_measure_by_measure()
    {
        var shipped = (await Http.GetJsonAsync("/api/v1/settings")).GetProperty("step_score");
        using var set = await Http.PutJsonAsync("/api/v1/settings", """{"step_score":{"reasoning":{"weight":151}}}""");
        var now = (await Http.GetJsonAsync("/api/v1/settings")).GetProperty("step_score");

        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        Assert.Equal((150, 151), (shipped.GetProperty("reasoning").GetProperty("weight").GetInt32(), now.GetProperty("reasoning").GetProperty("weight").GetInt32()));
        Assert.True(JsonElement.DeepEquals(shipped.GetProperty("reasoning").GetProperty("curve"), now.GetProperty("reasoning").GetProperty("curve")));
        Assert.True(JsonElement.DeepEquals(shipped.GetProperty("data_size"), now.GetProperty("data_size")));
        using var back = await Http.PutJsonAsync("/api/v1/settings", $$"""{"step_score":{{shipped.GetRawText()}}}""");
        Assert.True(JsonElement.DeepEquals(shipped, (await back.JsonAsync(HttpStatusCode.OK)).GetProperty("step_score")));
    }

    [Fact]
    public async Task A_step_score_that_makes_no_sense_is_told_all_of_it()
    {
        using var response = await Http.PutJsonAsync(
            "/api/v1/settings",
            """
            {"balanced_from":11,"step_score":{"dificulty":{"weight":1},"reasoning":{"weight":-1},"data_size":{"curve":[]},
             "prompt_length":{"curve":[{"value":5,"score":1},{"value":5,"score":0.5},{"value":9,"score":79228162514264337593543950335}]}}}
            """);
        using var nothing = await Http.PutJsonAsync(
            "/api/v1/settings",
            """
            {"step_score":{"prompt_length":{"weight":0},"data_size":{"weight":0},"condition_count":{"weight":0},"context_depth":{"weight":0},
             "reasoning":{"weight":0},"difficulty":{"weight":0}}}
            """);

        Assert.Equal(
            [
                "balanced_from", "step_score.data_size.curve", "step_score.dificulty", "step_score.prompt_length.curve[1].score",
                "step_score.prompt_length.curve[1].value", "step_score.prompt_length.curve[2].score", "step_score.reasoning.weight",
            ],
            await response.FaultyFieldsAsync());
        Assert.Equal(["step_score"], await nothing.FaultyFieldsAsync());
    }

    [Fact]
    public async Task Who_changed_something_is_recorded()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/aliases/who")
        {
            Content = new StringContent("""{"target":"auto"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("x-changed-by", "ada");

        using var response = await Http.SendAsync(request);

        Assert.Equal("ada", await fixture.Database.ScalarAsync<string>("SELECT changed_by FROM catalog_changes WHERE key = 'who'"));
    }
}
