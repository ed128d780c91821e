using System.Net;
using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Rest;

/// <summary>Everything that can be replaced shows its version, and is replaced or removed only when that is still the current one.</summary>
public sealed class EntityTagTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private const string Stale = "\"1\"";

    private HttpClient Http => fixture.Host.Http;

    public static TheoryData<string, string> Resources => new()
    {
        { "/api/v1/models/openai/gpt-5.2", """{"name":"GPT"}""" },
        { "/api/v1/providers/openai", """{"name":"OpenAI"}""" },
        { "/api/v1/canonical-models/gpt-5.2", """{"name":"GPT-5.2"}""" },
        { "/api/v1/tiers/fast", """{"entries":["openai/gpt-5.2"]}""" },
        { "/api/v1/aliases/gpt", """{"target":"gpt-5.2"}""" },
        { "/api/v1/families/gpt", """{"preferred":["gpt-5.2"]}""" },
        { "/api/v1/profiles/gpt-5.2", """{"priority":1}""" },
        { "/api/v1/policies/thrifty", """{"cost":900}""" },
        { "/api/v1/presets/brief", """{"selector":"fast"}""" },
        { "/api/v1/views/free-models", """{"filter":"free = true"}""" },
        { "/api/v1/agents/scout", """{"creation_score":2}""" },
        { "/api/v1/settings", """{"balanced_from":2.9}""" },
    };

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task A_version_is_shown_and_an_edit_of_another_one_refused(string path, string write)
    {
        // Settings that were never changed have no version yet.
        using var first = await Http.PutJsonAsync(path, write);
        Assert.True(first.IsSuccessStatusCode, await first.Content.ReadAsStringAsync());
        using var read = await Http.GetAsync(path);
        using var stale = await Http.PutJsonAsync(path, write, Stale);
        using var current = await Http.PutJsonAsync(path, write, read.Headers.ETag?.Tag);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.NotNull(read.Headers.ETag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal("application/problem+json", stale.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, current.StatusCode);
        Assert.NotNull(current.Headers.ETag);
    }

    [Theory]
    [InlineData("/api/v1/models/openai/gpt-5.2")]
    [InlineData("/api/v1/providers/openai")]
    [InlineData("/api/v1/canonical-models/gpt-5.2")]
    [InlineData("/api/v1/aliases/gpt-mini")]
    [InlineData("/api/v1/families/gpt")]
    [InlineData("/api/v1/profiles/gpt-5.2")]
    [InlineData("/api/v1/views/free-models")]
    [InlineData("/api/v1/policies/kept", """{"cost":900}""")]
    [InlineData("/api/v1/presets/kept", """{"selector":"fast"}""")]
    [InlineData("/api/v1/agents/kept", """{"creation_score":2}""")]
    public async Task What_was_changed_meanwhile_is_not_removed(string path, string? added = null)
    {
        // What does not ship is there once somebody has added it.
        using var first = added is null ? null : await Http.PutJsonAsync(path, added);
        using var refused = await Http.SendJsonAsync(HttpMethod.Delete, path, "", Stale);
        using var read = await Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }
}
