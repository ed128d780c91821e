using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;

namespace Catalog.FunctionalTests.Import;

/// <summary>The whole catalog, out of one database and into another.</summary>
public sealed class CatalogDocumentTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task What_is_exported_imports_without_a_change()
    {
        using var preset = await Http.PutJsonAsync("/api/v1/presets/kept", """{"selector":"fast","parameters":{"temperature":0.5}}""");
        using var model = await Http.PutJsonAsync("/api/v1/models/openai/gpt-5.2", """{"prices":[{"input":1.5,"output":2.25}],"enabled":false}""");
        using var provider = await Http.PutJsonAsync("/api/v1/providers/ours", """{"profile":"openai-compatible","base_url":"http://127.0.0.1:9/v1"}""");
        var revision = await RevisionAsync(fixture.Database);
        var document = await Http.GetStringAsync("/api/v1/export/catalog");

        var answer = await ImportAsync(Http, document, dryRun: false);

        Assert.Equal("[]", answer.GetProperty("changes").ToString());
        Assert.Equal("[]", answer.GetProperty("kept").ToString());
        Assert.Equal(revision, await RevisionAsync(fixture.Database));
        Assert.DoesNotContain("provider_data", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_catalog_becomes_the_same_and_then_stays_as_it_is()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var other = await CatalogHost.StartAsync(database.ConnectionString);
        using var provider = await other.Http.PutJsonAsync("/api/v1/providers/theirs", """{"profile":"openai-compatible","base_url":"http://127.0.0.1:9/v1","headers":{"x-team":"a"}}""");
        using var model = await other.Http.PutJsonAsync("/api/v1/models/theirs/m", """{"context_window":10,"prices":[{"input":0.000000001,"output":3},{"input":1,"output":3,"context_over":1000}]}""");
        using var view = await other.Http.PutJsonAsync("/api/v1/views/theirs", """{"filter":"provider = theirs"}""");
        using var preset = await other.Http.PutJsonAsync("/api/v1/presets/theirs", """{"selector":"theirs/m","requirements":{"allowed_providers":["theirs"]}}""");
        using var alias = await other.Http.PutJsonAsync("/api/v1/aliases/theirs", """{"target":"@preset/theirs"}""");
        using var tier = await other.Http.PutJsonAsync("/api/v1/tiers/fast", """{"entries":["theirs/m"]}""");
        using var policy = await other.Http.PutJsonAsync("/api/v1/policies/theirs", """{"cost":900,"quality":100}""");
        using var agent = await other.Http.PutJsonAsync("/api/v1/agents/theirs", """{"creation_score":2,"default_intent":"extract"}""");
        using var profile = await other.Http.PutJsonAsync("/api/v1/profiles/gpt-5.2", """{"scores":[{"capability":"code","score":1,"source":"theirs"}],"priority":7}""");
        using var settings = await other.Http.PutJsonAsync("/api/v1/settings", """{"active_table_name":"theirs","balanced_from":2}""");
        var document = await other.Http.GetStringAsync("/api/v1/export/catalog");
        var before = await RevisionAsync(fixture.Database);

        var dry = await ImportAsync(Http, document, dryRun: null);
        Assert.Equal(before, await RevisionAsync(fixture.Database));
        Assert.Equal(before, dry.GetProperty("revision").GetInt64());
        var first = await ImportAsync(Http, document, dryRun: false);
        var second = await ImportAsync(Http, document, dryRun: false);

        Assert.Superset(
            new HashSet<string> { "provider theirs added", "deployment theirs/m added", "view theirs added", "preset theirs added", "alias theirs added", "tier fast changed", "config global changed",
                "policy theirs added", "agent_profile theirs added", "profile gpt-5.2 changed" },
            Summary(first).ToHashSet());
        Assert.Equal(Summary(dry), Summary(first));
        Assert.Equal("[]", second.GetProperty("changes").ToString());
        Assert.Equal(before + 1, await RevisionAsync(fixture.Database));
        Assert.Equal(
            JsonNode.Parse(document)!["deployments"]!.AsArray().Single(row => row!["provider_id"]!.ToString() == "theirs")!.ToJsonString(),
            JsonNode.Parse(await Http.GetStringAsync("/api/v1/export/catalog"))!["deployments"]!.AsArray().Single(row => row!["provider_id"]!.ToString() == "theirs")!.ToJsonString());
        Assert.Equal(7, (await Http.GetJsonAsync("/api/v1/profiles/gpt-5.2")).GetProperty("priority").GetInt32());
        Assert.Equal(900, (await Http.GetJsonAsync("/api/v1/policies/theirs")).GetProperty("cost").GetInt32());
        using var back = await Http.PutJsonAsync("/api/v1/settings", """{"active_table_name":"model_registry"}""");
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }

    [Fact]
    public async Task Experiments_become_the_same_with_when_they_began_and_ended()
    {
        const string Variants = """[{"name":"a","weight":0.5},{"name":"b","weight":0.5,"selector":"@preset/tried","balanced_from":2.5}]""";
        await using var database = await TestDatabase.CreateAsync();
        await using var other = await CatalogHost.StartAsync(database.ConnectionString);
        using var preset = await other.Http.PutJsonAsync("/api/v1/presets/tried", """{"selector":"fast"}""");
        foreach (var state in new[] { "draft", "running", "ended" })
        {
            using var written = await other.Http.PutJsonAsync(
                "/api/v1/experiments/tried",
                $$"""{"description":"Is it worth it?","state":"{{state}}","selectors":["fast"],"unit":"end_user","share":0.25,"salt":"2026","variants":{{Variants}}}""");
            Assert.True(written.IsSuccessStatusCode, await written.Content.ReadAsStringAsync());
        }

        using var next = await other.Http.PutJsonAsync("/api/v1/experiments/next", $$"""{"state":"running","variants":{{Variants}}}""");
        using var later = await other.Http.PutJsonAsync("/api/v1/experiments/later", $$"""{"variants":{{Variants}}}""");
        var document = await other.Http.GetStringAsync("/api/v1/export/catalog");

        var first = await ImportAsync(Http, document, dryRun: false);
        var second = await ImportAsync(Http, document, dryRun: false);

        Assert.Superset(
            new HashSet<string> { "experiment tried added", "experiment next added", "experiment later added", "preset tried added" }, Summary(first).ToHashSet());
        Assert.Equal("[]", second.GetProperty("changes").ToString());
        foreach (var name in new[] { "tried", "next", "later" })
        {
            Assert.Equal(await other.Http.GetStringAsync($"/api/v1/experiments/{name}"), await Http.GetStringAsync($"/api/v1/experiments/{name}"));
        }

        // What has begun keeps its sides, and what has ended stays so.
        var older = document.Replace("\"ended\"", "\"running\"", StringComparison.Ordinal).Replace("\"2026\"", "\"2027\"", StringComparison.Ordinal);
        using var refused = await Http.SendJsonAsync(HttpMethod.Post, "/api/v1/import/catalog?dry_run=false", older);
        Assert.Equal(["experiments[2].salt", "experiments[2].state"], await refused.FaultyFieldsAsync());
    }

    [Fact]
    public async Task What_was_edited_by_hand_here_stays_and_is_named()
    {
        var document = JsonNode.Parse(await Http.GetStringAsync("/api/v1/export/catalog"))!.AsObject();
        var row = document["deployments"]!.AsArray().Single(row => row!["provider_id"]!.ToString() == "openai" && row["model_id"]!.ToString() == "gpt-5.1")!;
        row["name"] = "Theirs";
        using var edited = await Http.PutJsonAsync("/api/v1/models/openai/gpt-5.1", """{"name":"Ours"}""");
        using var rated = await Http.PutJsonAsync("/api/v1/profiles/gpt-5.1", """{"scores":[{"capability":"code","score":3}]}""");

        var answer = await ImportAsync(Http, document.ToJsonString(), dryRun: false);

        Assert.Contains("deployment openai/gpt-5.1", answer.GetProperty("kept").EnumerateArray().Select(kept => kept.GetString()));
        Assert.Contains("profile gpt-5.1", answer.GetProperty("kept").EnumerateArray().Select(kept => kept.GetString()));
        Assert.Equal("Ours", (await Http.GetJsonAsync("/api/v1/models/openai/gpt-5.1")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Faults_of_every_list_are_named_and_nothing_is_written()
    {
        var revision = await RevisionAsync(fixture.Database);

        using var response = await Http.SendJsonAsync(
            HttpMethod.Post,
            "/api/v1/import/catalog?dry_run=false",
            """
            {"format":"aspire-routing-catalog/1",
             "profiles":[{"canonical_id":"never-heard-of","scores":[{"capability":"code","source":"s","dated":"2026-01-01","basis":"published","score_millis":1001,"confidence_millis":1,"origin":"theirs"}]}],
             "policies":[{"cost":1},{"name":"none"}],
             "agents":[{"agent_id":"a","creation_millis":-1}],
             "experiments":[{"name":"begun","salt":"s","state":"running","variants":[{"name":"a","weight":0.5},{"name":"b","weight":0.4}]}]}
            """);

        Assert.Equal(
            ["agents[0].creation_score", "experiments[0].started_at", "experiments[0].variants", "policies[0].name", "policies[1].weights", "profiles[0].canonical_id", "profiles[0].scores", "profiles[0].scores[0].score"],
            await response.FaultyFieldsAsync());
        Assert.Equal(revision, await RevisionAsync(fixture.Database));
    }

    private static string[] Summary(JsonElement answer) =>
        [.. answer.GetProperty("changes").EnumerateArray().Select(change => $"{change.GetProperty("kind")} {change.GetProperty("key")} {change.GetProperty("change")}")];

    private static async Task<JsonElement> ImportAsync(HttpClient http, string document, bool? dryRun)
    {
        using var response = await http.SendJsonAsync(
            HttpMethod.Post, $"/api/v1/import/catalog{(dryRun is null ? "" : $"?dry_run={dryRun.Value.ToString().ToLowerInvariant()}")}", document);
        return await response.JsonAsync(HttpStatusCode.OK);
    }

    private static Task<long> RevisionAsync(TestDatabase database) => database.ScalarAsync<long>("SELECT revision FROM catalog_revision");
}
