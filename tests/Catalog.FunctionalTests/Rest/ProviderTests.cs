using System.Net;
using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Rest;

/// <summary>Provider endpoints: adding, editing, removing, and their second names.</summary>
public sealed class ProviderTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task A_provider_is_added_read_edited_disabled_and_removed()
    {
        using var added = await PutAsync(
            "cycle", """{"profile":"openai-compatible","base_url":"http://127.0.0.1:9/v1","api_key_file":"/run/secrets/cycle","parameters":{"seed":7}}""");
        using var edited = await PutAsync("cycle", """{"headers":{"x-team":"search"},"enabled":false}""");
        var read = await Http.GetJsonAsync("/api/v1/providers/cycle");
        using var removed = await Http.DeleteAsync("/api/v1/providers/cycle");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.NoContent), (added.StatusCode, edited.StatusCode, removed.StatusCode));
        Assert.Equal("/run/secrets/cycle", read.GetProperty("api_key_file").GetString());
        Assert.Equal(7, read.GetProperty("parameters").GetProperty("seed").GetInt32());
        Assert.Equal("search", read.GetProperty("headers").GetProperty("x-team").GetString());
        Assert.False(read.GetProperty("enabled").GetBoolean());
        Assert.False(read.TryGetProperty("available", out _));
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/api/v1/providers/cycle")).StatusCode);
    }

    [Fact]
    public async Task A_key_comes_from_one_place_and_naming_another_replaces_it()
    {
        using var two = await PutAsync("places", $$"""{{{Needed}},"api_key_environment":"KEY","api_key_file":"/run/key"}""");
        using var one = await PutAsync("places", $$"""{{{Needed}},"api_key_environment":"KEY"}""");
        using var other = await PutAsync("places", """{"api_key_file":"/run/key"}""");
        using var none = await PutAsync("places", """{"api_key_file":""}""");

        Assert.Equal(["api_key_environment"], await two.FaultyFieldsAsync());
        Assert.Equal("KEY", (await one.JsonAsync(HttpStatusCode.Created)).GetProperty("api_key_environment").GetString());
        var moved = await other.JsonAsync(HttpStatusCode.OK);
        Assert.Equal("/run/key", moved.GetProperty("api_key_file").GetString());
        Assert.False(moved.TryGetProperty("api_key_environment", out _));
        Assert.False((await none.JsonAsync(HttpStatusCode.OK)).TryGetProperty("api_key_file", out _));
    }

    [Fact]
    public async Task Second_names_are_unique_among_all_names()
    {
        using var first = await PutAsync("first-name", $$"""{{{Needed}},"aliases":["second-name"]}""");
        using var taken = await PutAsync("other-name", $$"""{{{Needed}},"aliases":["second-name","openai","Bad Name","x","x","other-name"]}""");
        using var hidden = await PutAsync("second-name", $"{{{Needed}}}");

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(["aliases[0]", "aliases[1]", "aliases[2]", "aliases[4]", "aliases[5]"], await taken.FaultyFieldsAsync());
        Assert.Equal(["id"], await hidden.FaultyFieldsAsync());
        Assert.Contains("second-name", (await Http.GetJsonAsync("/api/v1/providers/first-name")).GetProperty("aliases").EnumerateArray().Select(row => row.GetString()));
    }

    [Fact]
    public async Task Every_fault_is_named_at_once_and_nothing_is_written()
    {
        using var response = await PutAsync(
            "faults",
            """
            {"name":"a\u0000b","profile":"telepathy","base_url":"ftp://host","api_key_file":"relative/path","aliases":["UP"],
             "headers":{"x-api-key":"secret","x-null":null},"parameters":{"model":"other","stream":true,"bad name":1,"null":"\u0000"}}
            """);

        Assert.Equal(
            [
                "aliases[0]", "api_key_file", "base_url", "headers.x-api-key", "headers.x-null", "name", "parameters.bad name",
                "parameters.model", "parameters.null", "parameters.stream", "profile",
            ],
            await response.FaultyFieldsAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/api/v1/providers/faults")).StatusCode);
    }

    [Fact]
    public async Task An_edit_of_what_changed_meanwhile_is_refused()
    {
        using var added = await PutAsync("meanwhile", $"{{{Needed}}}");
        var tag = added.Headers.ETag!.Tag;
        using var first = await Http.PutJsonAsync("/api/v1/providers/meanwhile", """{"name":"First"}""", tag);
        using var second = await Http.PutJsonAsync("/api/v1/providers/meanwhile", """{"name":"Second"}""", tag);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (first.StatusCode, second.StatusCode));
        Assert.Equal("First", (await Http.GetJsonAsync("/api/v1/providers/meanwhile")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_provider_in_use_is_not_removed_and_the_answer_names_what_uses_it()
    {
        using var response = await Http.DeleteAsync("/api/v1/providers/openai");

        var problem = await response.JsonAsync(HttpStatusCode.Conflict);
        Assert.Contains("the tier fast", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync("/api/v1/providers/openai")).StatusCode);
    }

    [Fact]
    public async Task Names_by_which_something_calls_it_cannot_be_taken_away()
    {
        using var added = await PutAsync("used", $$"""{{{Needed}},"aliases":["by-others"]}""");
        using var model = await Http.PutJsonAsync("/api/v1/models/used/some/model", "{}");
        using var alias = await Http.PutJsonAsync("/api/v1/aliases/ours-elsewhere", """{"target":"by-others/some/model"}""");
        using var dropped = await PutAsync("used", """{"aliases":[]}""");
        using var removed = await Http.DeleteAsync("/api/v1/providers/used");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.OK), (added.StatusCode, model.StatusCode, alias.StatusCode));
        Assert.Contains("the alias ours-elsewhere", (await dropped.JsonAsync(HttpStatusCode.Conflict)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, removed.StatusCode);
    }

    private const string Needed = "\"profile\":\"openai-compatible\",\"base_url\":\"http://127.0.0.1:9/v1\"";

    private Task<HttpResponseMessage> PutAsync(string id, string json) => Http.PutJsonAsync($"/api/v1/providers/{id}", json);
}
