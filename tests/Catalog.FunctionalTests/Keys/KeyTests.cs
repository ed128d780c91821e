using System.Net;
using System.Text.Json;
using Catalog.FunctionalTests.Rest;

namespace Catalog.FunctionalTests.Keys;

public sealed class KeyTests
{
    [Fact]
    public async Task A_secret_is_shown_once_and_kept_nowhere()
    {
        await using var host = await KeyHost.StartAsync();

        var (key, secret) = await MakeAsync(host, """{"display_name":"Search","limits":{"requests_per_minute":60}}""");
        var id = key.GetProperty("id").GetString()!;

        Assert.StartsWith("sk-ar-", secret, StringComparison.Ordinal);
        Assert.Equal(secret[..14], key.GetProperty("secrets")[0].GetProperty("prefix").GetString());
        Assert.Equal(("default", "default", "caller"), (key.GetProperty("project").GetString(), key.GetProperty("organisation").GetString(), key.GetProperty("role").GetString()));
        foreach (var path in new[] { "keys", $"keys/{id}", $"keys/{id}/history", "registry/snapshot" })
        {
            var text = await host.Http.GetStringAsync($"/api/v1/{path}");
            Assert.DoesNotContain(secret[14..], text, StringComparison.Ordinal);
            Assert.DoesNotContain("hash", path.StartsWith("keys", StringComparison.Ordinal) ? text : "", StringComparison.Ordinal);
        }

        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM catalog_changes WHERE content::text LIKE '%' || $1 || '%' OR content ? 'hash'", secret[14..]));
        Assert.Equal(32, (await host.Database.ScalarAsync<byte[]>("SELECT hash FROM virtual_key_secrets WHERE key_id = $1", id)).Length);
        Assert.DoesNotContain(host.Catalog.Logs.Lines, line => line.ToString().Contains(secret[14..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_are_listed_in_pages_and_by_project()
    {
        await using var host = await KeyHost.StartAsync();
        using var project = await host.Http.PutJsonAsync("/api/v1/projects/web", """{"organisation":"default"}""");
        Assert.Equal(HttpStatusCode.Created, project.StatusCode);
        for (var i = 0; i < 3; i++)
        {
            await MakeAsync(host, """{"project":"web"}""");
        }

        var first = await host.Http.GetJsonAsync("/api/v1/keys?project=web&page_size=2");
        var second = await host.Http.GetJsonAsync($"/api/v1/keys?project=web&page_size=2&page_token={Uri.EscapeDataString(first.GetProperty("next_page_token").GetString()!)}");

        Assert.Equal((2, 1), (first.Ids().Length, second.Ids().Length));
        Assert.Equal(3, first.Ids().Union(second.Ids()).Count());
    }

    [Fact]
    public async Task Everything_wrong_with_a_key_is_told_at_once()
    {
        await using var host = await KeyHost.StartAsync();

        using var refused = await host.Http.SendJsonAsync(HttpMethod.Post, "/api/v1/keys", """
            {"project":"nobodys","role":"king","expires_at":"2001-01-01T00:00:00Z","default_model":"nowhere/at-all",
             "limits":{"requests_per_minute":-1,"models":[{"model":"","tokens_per_minute":1}]},"scope":{"allowed_capabilities":["flying"]}}
            """);

        Assert.Equal(
            ["default_model", "expires_at", "limits.models[0].model", "limits.requests_per_minute", "project", "role", "scope.allowed_capabilities"],
            await refused.FaultyFieldsAsync());
    }

    [Fact]
    public async Task A_name_that_does_not_exist_cannot_be_allowed()
    {
        await using var host = await KeyHost.StartAsync();

        using var refused = await host.Http.SendJsonAsync(
            HttpMethod.Post, "/api/v1/keys", """{"scope":{"allowed_models":["openai/gpt-ninety"],"allowed_providers":["opened-ai"]}}""");

        Assert.Equal(["scope.allowed_models", "scope.allowed_providers"], await refused.FaultyFieldsAsync());
    }

    [Fact]
    public async Task Two_edits_do_not_overwrite_each_other()
    {
        await using var host = await KeyHost.StartAsync();
        var (key, _) = await MakeAsync(host, "{}");
        var path = $"/api/v1/keys/{key.GetProperty("id").GetString()}";
        using var read = await host.Http.GetAsync(path);
        var tag = read.Headers.ETag!.ToString();

        using var first = await host.Http.PutJsonAsync(path, """{"display_name":"one"}""", tag);
        using var second = await host.Http.PutJsonAsync(path, """{"display_name":"two"}""", tag);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (first.StatusCode, second.StatusCode));
        Assert.Equal("one", (await host.Http.GetJsonAsync(path)).GetProperty("display_name").GetString());
    }

    [Fact]
    public async Task A_rotation_keeps_the_old_secret_for_the_overlap_and_no_longer()
    {
        await using var host = await KeyHost.StartAsync();
        var (key, old) = await MakeAsync(host, "{}");
        var path = $"/api/v1/keys/{key.GetProperty("id").GetString()}";

        using var gentle = await host.Http.SendJsonAsync(HttpMethod.Post, $"{path}/rotate", """{"overlap_seconds":3600}""");
        var rotated = await gentle.JsonAsync(HttpStatusCode.OK);
        var secrets = rotated.GetProperty("key").GetProperty("secrets");
        Assert.NotEqual(old, rotated.GetProperty("secret").GetString());
        Assert.Equal((2, false, true), (secrets.GetArrayLength(), secrets[0].TryGetProperty("expires_at", out _), secrets[1].TryGetProperty("expires_at", out _)));

        using var leaked = await host.Http.SendJsonAsync(HttpMethod.Post, $"{path}/rotate", """{"overlap_seconds":0}""");
        Assert.Equal(1, (await leaked.JsonAsync(HttpStatusCode.OK)).GetProperty("key").GetProperty("secrets").GetArrayLength());
        using var endless = await host.Http.SendJsonAsync(HttpMethod.Post, $"{path}/rotate", """{"overlap_seconds":99999999}""");
        Assert.Equal(["overlap"], await endless.FaultyFieldsAsync());
    }

    [Fact]
    public async Task What_still_holds_others_is_not_deleted_and_what_was_deleted_comes_back()
    {
        await using var host = await KeyHost.StartAsync();
        using var acme = await host.Http.PutJsonAsync("/api/v1/organisations/acme", """{"display_name":"Acme"}""");
        using var web = await host.Http.PutJsonAsync("/api/v1/projects/web", """{"organisation":"acme","default_model":"auto"}""");
        var (key, _) = await MakeAsync(host, """{"project":"web"}""");
        var path = $"/api/v1/keys/{key.GetProperty("id").GetString()}";

        Assert.Equal(HttpStatusCode.Conflict, await DeleteAsync(host, "/api/v1/organisations/acme"));
        Assert.Equal(HttpStatusCode.Conflict, await DeleteAsync(host, "/api/v1/projects/web"));
        Assert.Equal(HttpStatusCode.OK, await DeleteAsync(host, path));
        Assert.Equal(HttpStatusCode.OK, await DeleteAsync(host, "/api/v1/projects/web"));
        Assert.Empty((await host.Http.GetJsonAsync("/api/v1/keys?project=web")).Ids());
        Assert.True((await host.Http.GetJsonAsync(path)).TryGetProperty("deleted_at", out _));
        using var early = await host.Http.SendJsonAsync(HttpMethod.Post, $"{path}/undelete", "{}");
        using var project = await host.Http.SendJsonAsync(HttpMethod.Post, "/api/v1/projects/web/undelete", "{}");
        using var late = await host.Http.SendJsonAsync(HttpMethod.Post, $"{path}/undelete", "{}");
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.OK), (early.StatusCode, project.StatusCode, late.StatusCode));
    }

    [Fact]
    public async Task Every_change_is_recorded_with_who_made_it()
    {
        await using var host = await KeyHost.StartAsync();
        host.Http.DefaultRequestHeaders.Add("x-changed-by", "ada");
        var (key, _) = await MakeAsync(host, "{}");
        var path = $"/api/v1/keys/{key.GetProperty("id").GetString()}";
        await DeleteAsync(host, path);

        var versions = (await host.Http.GetJsonAsync($"{path}/history")).GetProperty("items").EnumerateArray().ToArray();

        Assert.Equal("ada", key.GetProperty("created_by").GetString());
        Assert.All(versions, version => Assert.Equal("ada", version.GetProperty("changed_by").GetString()));
        Assert.Equal(["virtual_key", "virtual_key_secret"], versions.Select(version => version.GetProperty("kind").GetString()).Distinct().Order(StringComparer.Ordinal));
    }

    internal static async Task<(JsonElement Key, string Secret)> MakeAsync(KeyHost host, string body)
    {
        using var response = await host.Http.SendJsonAsync(HttpMethod.Post, "/api/v1/keys", body);
        var made = await response.JsonAsync(HttpStatusCode.Created);
        return (made.GetProperty("key"), made.GetProperty("secret").GetString()!);
    }

    private static async Task<HttpStatusCode> DeleteAsync(KeyHost host, string path)
    {
        using var response = await host.Http.DeleteAsync(path);
        return response.StatusCode;
    }
}
