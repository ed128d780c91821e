using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;

namespace Catalog.FunctionalTests.Import;

/// <summary>The widely used price map, in and out.</summary>
public sealed class PriceMapTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private CatalogHost _host = null!;

    private HttpClient Http => _host.Http;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _host = await CatalogHost.StartAsync(_database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        _host.Logs.VerifyNoErrors();
    }

    [Fact]
    public async Task A_dry_run_is_the_default_and_writes_nothing()
    {
        var revision = await RevisionAsync();

        var answer = await ImportAsync("""{"gpt-5.2":{"litellm_provider":"openai","input_cost_per_token":9e-06,"output_cost_per_token":1.8e-05}}""", null);

        Assert.True(answer.GetProperty("dry_run").GetBoolean());
        var change = Assert.Single(answer.GetProperty("changed").EnumerateArray());
        Assert.Equal("openai/gpt-5.2", change.GetProperty("id").GetString());
        Assert.Equal(9m, change.GetProperty("after")[0].GetProperty("input").GetDecimal());
        Assert.NotEqual(9m, change.GetProperty("before")[0].GetProperty("input").GetDecimal());
        Assert.Equal(revision, await RevisionAsync());
    }

    [Fact]
    public async Task Every_kind_of_price_is_taken_over_exactly_and_once()
    {
        const string Map =
            """
            {"sample_spec":{"litellm_provider":"one of"},
             "groq/openai/gpt-oss-20b":{"litellm_provider":"groq","input_cost_per_token":7.499999999999999e-08,"output_cost_per_token":3e-07,
               "cache_read_input_token_cost":3.7500000000000005e-08,"cache_creation_input_token_cost":9.375e-08,
               "input_cost_per_token_batches":3.75e-08,"output_cost_per_token_batches":1.5e-07,
               "input_cost_per_token_above_128k_tokens":1.5e-07,"output_cost_per_token_above_200k_tokens":6e-07,
               "max_input_tokens":131072,"supports_vision":false,"unheard_of":1}}
            """;

        var first = await ImportAsync(Map, false);
        var revision = await RevisionAsync();
        var second = await ImportAsync(Map, false);

        Assert.Single(first.GetProperty("changed").EnumerateArray());
        Assert.Equal("sample_spec", first.GetProperty("skipped")[0].GetProperty("entry").GetString());
        Assert.Equal((0, 1), (second.GetProperty("changed").GetArrayLength(), second.GetProperty("unchanged").GetInt32()));
        Assert.Equal(revision, await RevisionAsync());
        Assert.Equal(
            "0:75000000/300000000/37500000/93750000/37500000/150000000 128000:150000000/300000000/37500000/93750000/37500000/150000000 200000:75000000/600000000/37500000/93750000/37500000/150000000",
            await _database.ScalarAsync<string>(
                """
                SELECT string_agg(concat(context_over, ':', concat_ws('/', input, output, cached_input, cache_write, batch_input, batch_output)), ' ' ORDER BY context_over)
                FROM prices WHERE model_id = 'openai/gpt-oss-20b' AND provider_id = 'groq' AND origin = 'import' AND superseded_at IS NULL
                """));
        Assert.Contains("import", (await Http.GetJsonAsync("/api/v1/models/groq/openai/gpt-oss-20b")).GetProperty("prices").EnumerateArray().Select(price => price.GetProperty("origin").GetString()));
    }

    [Fact]
    public async Task What_was_set_by_hand_stays_and_what_is_unknown_is_named()
    {
        using var byHand = await Http.PutJsonAsync("/api/v1/models/openai/gpt-5.2", """{"prices":[{"input":1,"output":2}]}""");
        using var unpriced = await Http.PutJsonAsync("/api/v1/models/openai/fresh", """{"name":"Fresh","context_window":0}""");
        const string Map =
            """
            {"gpt-5.2":{"litellm_provider":"openai","input_cost_per_token":9e-06,"output_cost_per_token":9e-06},
             "fresh":{"litellm_provider":"openai","input_cost_per_token":1e-06,"output_cost_per_token":2e-06,"max_input_tokens":5000,"max_output_tokens":600},
             "never-heard-of":{"litellm_provider":"openai","input_cost_per_token":9e-06,"output_cost_per_token":9e-06},
             "elsewhere":{"litellm_provider":"bedrock","input_cost_per_token":9e-06,"output_cost_per_token":9e-06},
             "gpt-5.1":{"litellm_provider":"openai","input_cost_per_token":9e-06},
             "gpt-5":{"litellm_provider":"openai","mode":"image_generation","input_cost_per_token":9e-06,"output_cost_per_token":9e-06},
             "gpt-4o":{"litellm_provider":"openai","input_cost_per_token":0,"output_cost_per_token":0}}
            """;

        var answer = await ImportAsync(Map, false);

        var added = Assert.Single(answer.GetProperty("added").EnumerateArray());
        Assert.Equal(("openai/fresh", 600), (added.GetProperty("id").GetString(), added.GetProperty("max_output_tokens").GetInt32()));
        Assert.Equal(["never-heard-of"], answer.GetProperty("unknown_models").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(1, answer.GetProperty("unknown_providers").GetProperty("bedrock").GetInt32());
        Assert.Equal(
            ["gpt-4o", "gpt-5", "gpt-5.1", "gpt-5.2"],
            answer.GetProperty("skipped").EnumerateArray().Select(entry => entry.GetProperty("entry").GetString()!).Order(StringComparer.Ordinal));
        var fresh = await Http.GetJsonAsync("/api/v1/models/openai/fresh");
        Assert.Equal(5_000 - 5_000, fresh.GetProperty("context_window").GetInt32());
        Assert.Equal(600, fresh.GetProperty("max_output_tokens").GetInt32());
        Assert.Equal(1m, (await Http.GetJsonAsync("/api/v1/models/openai/gpt-5.2")).GetProperty("prices")[0].GetProperty("input").GetDecimal());
    }

    [Fact]
    public async Task What_is_exported_imports_without_a_change()
    {
        using var odd = await Http.PutJsonAsync(
            "/api/v1/models/openrouter/openrouter/auto",
            """{"is_free":false,"prices":[{"input":0.000000001,"output":12.345678901,"cached_input":0.1,"per_request":0.002},{"input":1,"output":2,"context_over":12345}]}""");
        using var free = await Http.PutJsonAsync("/api/v1/models/ollama/local", """{"is_free":true}""");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (odd.StatusCode, free.StatusCode));
        var revision = await RevisionAsync();
        var map = await Http.GetStringAsync("/api/v1/export/price-map");

        var answer = await ImportAsync(map, false);

        Assert.Equal(
            (0, 0, 0, 0),
            (answer.GetProperty("added").GetArrayLength(), answer.GetProperty("changed").GetArrayLength(), answer.GetProperty("skipped").GetArrayLength(),
                answer.GetProperty("unknown_models").GetArrayLength()));
        Assert.Equal(JsonElement.Parse(map).EnumerateObject().Count(), answer.GetProperty("unchanged").GetInt32());
        Assert.Contains("moonshot/kimi-k2.6", JsonElement.Parse(map).EnumerateObject().Select(entry => entry.Name));
        Assert.Equal(revision, await RevisionAsync());
    }

    [Fact]
    public async Task Every_impossible_price_is_named_and_nothing_is_written()
    {
        var revision = await RevisionAsync();

        using var response = await Http.SendJsonAsync(
            HttpMethod.Post,
            "/api/v1/import/price-map?dry_run=false",
            """
            {"gpt-5.2":{"litellm_provider":"openai","input_cost_per_token":-1,"output_cost_per_token":1e400},
             "gpt-5.1":{"litellm_provider":7,"input_cost_per_token":"NaN","output_cost_per_token":15,"max_input_tokens":-4},
             "gpt-5":{"litellm_provider":"openai","input_cost_per_token":1.23456789e-20,"output_cost_per_token":1e-06},
             "text":"x","twice":{},"twice":{}}
            """);

        Assert.Equal(
            ["gpt-5.1.input_cost_per_token", "gpt-5.1.litellm_provider", "gpt-5.1.max_input_tokens", "gpt-5.1.output_cost_per_token",
                "gpt-5.2.input_cost_per_token", "gpt-5.2.output_cost_per_token", "gpt-5.input_cost_per_token", "text", "twice"],
            await response.FaultyFieldsAsync());
        Assert.Equal(revision, await RevisionAsync());
    }

    [SkippableMapFact]
    public async Task A_real_map_is_taken_over_once()
    {
        var map = await File.ReadAllTextAsync(SkippableMapFactAttribute.Path());

        var dry = await ImportAsync(map, null);
        var first = await ImportAsync(map, false);
        var revision = await RevisionAsync();
        var second = await ImportAsync(map, false);

        Assert.Equal(dry.GetProperty("changed").ToString(), first.GetProperty("changed").ToString());
        Assert.True(first.GetProperty("unchanged").GetInt32() + first.GetProperty("changed").GetArrayLength() > 20);
        Assert.Equal((0, 0), (second.GetProperty("added").GetArrayLength(), second.GetProperty("changed").GetArrayLength()));
        Assert.Equal(revision, await RevisionAsync());
        var total = second.GetProperty("unchanged").GetInt32() + second.GetProperty("unknown_models").GetArrayLength()
            + second.GetProperty("skipped").GetArrayLength() + second.GetProperty("unknown_providers").EnumerateObject().Sum(provider => provider.Value.GetInt32());
        Assert.Equal(218, total);
    }

    private async Task<JsonElement> ImportAsync(string map, bool? dryRun)
    {
        using var response = await Http.SendJsonAsync(
            HttpMethod.Post, $"/api/v1/import/price-map{(dryRun is null ? "" : $"?dry_run={dryRun.Value.ToString().ToLowerInvariant()}")}", map);
        return await response.JsonAsync(HttpStatusCode.OK);
    }

    private Task<long> RevisionAsync() => _database.ScalarAsync<long>("SELECT revision FROM catalog_revision");

    /// <summary>Runs where the real map lies beside the repository, and says so where it does not.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SkippableMapFactAttribute : FactAttribute
    {
        public SkippableMapFactAttribute() => Skip = File.Exists(Path()) ? null : "There is no ../shared/data/pricing beside the repository.";

        public static string Path([CallerFilePath] string here = "")
        {
            for (var folder = Directory.GetParent(here); folder is not null; folder = folder.Parent)
            {
                var candidate = System.IO.Path.Combine(folder.FullName, "..", "shared", "data", "pricing", "model-prices-2026-07-24.json");
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "Aspire.Routing.sln")))
                {
                    return candidate;
                }
            }

            return "";
        }
    }
}
