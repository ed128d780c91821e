using System.Net;
using Aspire.Catalog.V1;
using Catalog.Api.Curated;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Catalog.FunctionalTests.Sync;

namespace Catalog.FunctionalTests.Curated;

/// <summary>One canonical model for what several providers serve, by rules, correctable by hand.</summary>
public sealed class SameModelElsewhereTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private static readonly CanonicalRules Rules = CuratedCatalog.LoadRules();

    private HttpClient Http => fixture.Host.Http;

    [Theory]
    [InlineData("llama-3.3-70b", "groq llama-3.3-70b-versatile", "openrouter meta-llama/llama-3.3-70b-instruct", "openrouter meta-llama/llama-3.3-70b-instruct:free", "together meta-llama/Llama-3.3-70B-Instruct-Turbo", "fireworks accounts/fireworks/models/llama-v3p3-70b-instruct", "deepinfra meta-llama/Llama-3.3-70B-Instruct", "ollama llama3.3:70b")]
    [InlineData("llama-3.1-8b", "groq llama-3.1-8b-instant", "openrouter meta-llama/llama-3.1-8b-instruct", "together meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo", "ollama llama3.1:8b")]
    [InlineData("kimi-k2-0905", "kimi kimi-k2-0905-preview", "groq moonshotai/kimi-k2-instruct-0905", "openrouter moonshotai/kimi-k2-0905", "openrouter moonshotai/kimi-k2-0905:exacto", "together moonshotai/Kimi-K2-Instruct-0905", "fireworks accounts/fireworks/models/kimi-k2-instruct-0905")]
    [InlineData("deepseek-v3.2", "deepseek deepseek-chat", "openrouter deepseek/deepseek-v3.2", "together deepseek-ai/DeepSeek-V3.2", "fireworks accounts/fireworks/models/deepseek-v3p2")]
    [InlineData("deepseek-r1", "openrouter deepseek/deepseek-r1", "openrouter deepseek/deepseek-r1:free", "together deepseek-ai/DeepSeek-R1", "fireworks accounts/fireworks/models/deepseek-r1")]
    [InlineData("gpt-oss-120b", "groq openai/gpt-oss-120b", "openrouter openai/gpt-oss-120b", "together openai/gpt-oss-120b", "ollama gpt-oss:120b")]
    public void Names_of_one_model_lead_to_it_wherever_it_is_served(string canonical, params string[] names) =>
        Assert.All(names, name => Assert.Equal(canonical, Rules.Resolve(name.Split(' ')[0], name.Split(' ')[1])));

    [Theory]
    [InlineData("groq", "deepseek-r1-distill-llama-70b", "together", "deepseek-ai/DeepSeek-R1")]
    [InlineData("together", "meta-llama/Llama-3.3-70B-Instruct", "together", "meta-llama/Llama-3.1-70B-Instruct")]
    [InlineData("together", "moonshotai/Kimi-K2-Instruct-0905", "together", "moonshotai/Kimi-K2-Instruct")]
    [InlineData("openrouter", "meta-llama/llama-guard-4-12b", "openrouter", "meta-llama/llama-4-maverick")]
    public void Other_models_stay_apart(string provider, string model, string otherProvider, string otherModel) =>
        Assert.NotEqual(Rules.Resolve(provider, model), Rules.Resolve(otherProvider, otherModel));

    [Fact]
    public async Task A_correction_by_hand_outlives_syncs_and_rules()
    {
        var client = new CatalogService.CatalogServiceClient(fixture.Host.Channel);
        await client.SyncProviderAsync(SyncRequests.Named("ollama", "our-llama"));
        using var corrected = await Http.PutJsonAsync("/api/v1/models/ollama/our-llama", """{"canonical":"llama-3.3-70b"}""");

        await client.SyncProviderAsync(SyncRequests.Named("ollama", "our-llama"));
        using var applied = await Http.PostAsync("/api/v1/canonical/apply", null);

        var row = await Http.GetJsonAsync("/api/v1/models/ollama/our-llama");
        Assert.Equal(("llama-3.3-70b", "hand"), (row.GetProperty("canonical").GetString(), row.GetProperty("canonical_by").GetString()));
        Assert.Contains("canonical_id", row.GetProperty("edited").EnumerateArray().Select(field => field.GetString()));
        Assert.DoesNotContain(
            "ollama/our-llama",
            (await applied.JsonAsync(HttpStatusCode.OK)).GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("deployment").GetString()));
    }

    [Fact]
    public async Task Running_the_rules_again_says_first_what_would_change()
    {
        var client = new CatalogService.CatalogServiceClient(fixture.Host.Channel);
        await client.SyncProviderAsync(SyncRequests.Named("openrouter", "meta-llama/llama-3.3-70b-instruct:free"));

        // As a version with other rules left it.
        await fixture.Database.ExecuteAsync(
            "UPDATE model_registry SET canonical_id = 'old' WHERE model_id = 'meta-llama/llama-3.3-70b-instruct:free'");

        using var tried = await Http.PostAsync("/api/v1/canonical/apply?dry_run=true", null);
        var untouched = await fixture.Database.ScalarAsync<string>(
            "SELECT canonical_id FROM model_registry WHERE model_id = 'meta-llama/llama-3.3-70b-instruct:free'");
        using var applied = await Http.PostAsync("/api/v1/canonical/apply", null);
        using var again = await Http.PostAsync("/api/v1/canonical/apply", null);

        var change = Assert.Single((await tried.JsonAsync(HttpStatusCode.OK)).GetProperty("changes").EnumerateArray());
        Assert.Equal(("old", "llama-3.3-70b"), (change.GetProperty("from").GetString(), change.GetProperty("to").GetString()));
        Assert.Contains("vendor-prefix", change.GetProperty("by").GetString(), StringComparison.Ordinal);
        Assert.Equal("old", untouched);
        Assert.Equal(1, (await applied.JsonAsync(HttpStatusCode.OK)).GetProperty("changes").GetArrayLength());
        Assert.Equal(0, (await again.JsonAsync(HttpStatusCode.OK)).GetProperty("changes").GetArrayLength());
    }
}
