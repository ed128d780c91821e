using System.Net;
using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Grpc.Core;
using TestKit;

namespace Catalog.FunctionalTests.Presets;

/// <summary>Named ways to ask, over REST and gRPC.</summary>
public sealed class PresetTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private const string Full =
        """
        {"description":"For summaries","selector":"balanced","policy":"cost","parameters":{"max_tokens":500,"temperature":0.25},
         "requirements":{"capabilities":["vision"],"minimum_context":32000,"allowed_providers":["openai","anthropic"],"denied_providers":["groq"]}}
        """;

    private HttpClient Http => fixture.Host.Http;

    private PresetService.PresetServiceClient Client => new(fixture.Host.Channel);

    [Fact]
    public async Task A_preset_reaches_routers_as_it_was_written()
    {
        using var created = await Http.PutJsonAsync("/api/v1/presets/summaries", Full);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        await Eventually.Is(() => fixture.Host.Feed.Current!.Presets.Any(row => row.Name == "summaries"));
        var preset = fixture.Host.Feed.Current!.Presets.Single(row => row.Name == "summaries");
        Assert.Equal(("balanced", "cost", 500, 250), (preset.Selector, preset.Policy, preset.Parameters.MaxTokens, preset.Parameters.TemperatureMillis));
        Assert.Equal(Routing.Catalog.Capabilities.Vision, preset.Requirements.RequiredCapabilities);
        Assert.Equal(32_000, preset.Requirements.MinimumContext);
        Assert.Equal(["openai", "anthropic"], preset.Requirements.AllowedProviders.Select(id => id.Value));
        Assert.Equal(["groq"], preset.Requirements.DeniedProviders.Select(id => id.Value));
    }

    [Fact]
    public async Task It_is_replaced_rolled_back_and_removed_with_history()
    {
        using var first = await Http.PutJsonAsync("/api/v1/presets/changing", """{"selector":"fast"}""");
        using var second = await Http.PutJsonAsync("/api/v1/presets/changing", """{"selector":"powerful"}""");
        using var rolledBack = await Http.PostAsync("/api/v1/presets/changing/rollback", null);
        Assert.Equal("fast", (await rolledBack.JsonAsync(HttpStatusCode.OK)).GetProperty("selector").GetString());

        using var removed = await Http.DeleteAsync("/api/v1/presets/changing");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(4, (await Http.GetJsonAsync("/api/v1/presets/changing/history")).GetProperty("items").GetArrayLength());
        Assert.DoesNotContain("changing", (await Http.GetJsonAsync("/api/v1/presets")).Ids("name"));
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        using var response = await Http.PutJsonAsync(
            "/api/v1/presets/Bad",
            """
            {"selector":"nothing-of-the-kind","policy":"cosst","parameters":{"max_tokens":0,"temperature":3},
             "requirements":{"capabilities":["visoin"],"minimum_context":-1,"allowed_providers":["opnai"],"denied_providers":["nobody"]}}
            """);

        Assert.Equal(
            ["name", "parameters.max_tokens", "parameters.temperature", "policy", "requirements.allowed_providers", "requirements.capabilities",
                "requirements.denied_providers", "requirements.minimum_context", "selector"],
            await response.FaultyFieldsAsync());
        var errors = (await response.JsonAsync(HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.Contains("did you mean 'cost'?", errors.GetProperty("policy")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preset_may_not_lead_to_a_preset()
    {
        using var response = await Http.PutJsonAsync("/api/v1/presets/nested", """{"selector":"@preset/summaries"}""");

        Assert.Equal(["selector"], await response.FaultyFieldsAsync());
    }

    [Fact]
    public async Task What_an_alias_leads_to_stays()
    {
        using var preset = await Http.PutJsonAsync("/api/v1/presets/needed", """{"selector":"openai/gpt-5.2"}""");
        using var alias = await Http.PutJsonAsync("/api/v1/aliases/leads-to-preset", """{"target":"@preset/needed"}""");
        Assert.Equal(HttpStatusCode.OK, alias.StatusCode);

        Assert.Equal(HttpStatusCode.Conflict, (await Http.DeleteAsync("/api/v1/presets/needed")).StatusCode);
        Assert.Contains(
            "the preset needed", await (await Http.DeleteAsync("/api/v1/models/openai/gpt-5.2")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_edited_over_grpc_too()
    {
        var written = await Client.PutPresetAsync(new() { Preset = new() { Name = "grpc", Selector = "fast", TemperatureMillis = 700 } });
        var again = await Client.PutPresetAsync(new() { Preset = new() { Name = "grpc", Selector = "auto" }, Etag = written.Etag });

        var stale = await Assert.ThrowsAsync<RpcException>(
            async () => await Client.PutPresetAsync(new() { Preset = new() { Name = "grpc" }, Etag = written.Etag }));
        var invalid = await Assert.ThrowsAsync<RpcException>(
            async () => await Client.PutPresetAsync(new() { Preset = new() { Name = "grpc", Selector = "nowhere-at-all", Policy = "none" } }));

        Assert.Equal((StatusCode.Aborted, StatusCode.InvalidArgument), (stale.StatusCode, invalid.StatusCode));
        Assert.Equal("auto", (await Client.GetPresetAsync(new() { Name = "grpc" })).Preset.Selector);
        Assert.Contains("grpc", (await Client.ListPresetsAsync(new())).Presets.Select(preset => preset.Name));
        await Client.DeletePresetAsync(new() { Name = "grpc", Etag = again.Etag });
        Assert.Equal(3, (await Client.ListPresetVersionsAsync(new() { Name = "grpc" })).Versions.Count);
    }
}
