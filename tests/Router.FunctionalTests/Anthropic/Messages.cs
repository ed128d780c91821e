using System.Text.Json;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation.Scripting;

namespace Router.FunctionalTests.Anthropic;

/// <summary>Messages as callers of Anthropic's API send them.</summary>
internal static class Messages
{
    public const string Path = "/v1/messages";

    /// <summary>An answer with everything in it.</summary>
    public static readonly Reply Whole = new()
    {
        Reasoning = ["h", "m"],
        Chunks = ["Grüße, ", "世界 ", "😀\n"],
        ToolCalls = [new("look", "{\"at\":\"x\"}"), new("listen", "{}")],
        FinishReason = "tool_calls",
        Usage = new(20, 9, 8),
    };

    public static string Body(string model = "fast", bool stream = false) =>
        $$"""{"model":"{{model}}","max_tokens":100,"messages":[{"role":"user","content":"hi"}]{{(stream ? ",\"stream\":true" : "")}}}""";

    public static Task<HttpResponseMessage> MessageAsync(this HttpClient http, string? body = null) => http.PostToAsync(Path, body ?? Body());

    public static Task<HttpResponseMessage> StreamMessageAsync(this HttpClient http) => http.PostToAsync(Path, Body(stream: true));

    /// <summary>The error of a refused request, whose shape SDKs depend on (rule 29).</summary>
    public static async Task<JsonElement> MessageErrorAsync(this HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(response.Header("x-request-id"), response.Header("request-id"));
        var answer = await response.JsonAsync();
        Assert.Equal("error", answer.GetProperty("type").GetString());
        var error = answer.GetProperty("error");
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        return error;
    }

    /// <summary>The root of each format's API at a simulator.</summary>
    public static CatalogSnapshot CatalogOf(Uri address, string profile)
    {
        var snapshot = Catalogs.Of(new(address, profile switch { "ollama" => "/", "gemini" => "/v1beta", _ => "/v1" }), profile);
        return snapshot with
        {
            Deployments = [snapshot.Deployments[0] with { Capabilities = snapshot.Deployments[0].Capabilities | Capabilities.Vision | Capabilities.Reasoning }],
        };
    }
}
