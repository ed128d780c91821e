using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Router.FunctionalTests.Running;

/// <summary>Chat requests as callers send them.</summary>
internal static class Chats
{
    public const string Path = "/v1/chat/completions";

    public static string Body(string model = "fast", bool stream = false) =>
        $$"""{"model":"{{model}}","messages":[{"role":"user","content":"hi"}]{{(stream ? ",\"stream\":true" : "")}}}""";

    public static Task<HttpResponseMessage> ChatAsync(this HttpClient http, string model = "fast") => http.PostJsonAsync(Body(model));

    /// <summary>Returns as soon as the headers are there.</summary>
    public static Task<HttpResponseMessage> StreamAsync(this HttpClient http, string model = "fast", CancellationToken cancellationToken = default) =>
        http.PostJsonAsync(Body(model, stream: true), cancellationToken);

    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient http, string body, CancellationToken cancellationToken = default)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return http.SendAsync(new(HttpMethod.Post, Path) { Content = content }, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>The same to any address, with headers.</summary>
    public static Task<HttpResponseMessage> PostToAsync(this HttpClient http, string path, string body, params (string Name, string Value)[] headers)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The text of an answer in one piece.</summary>
    public static async Task<string?> TextAsync(this HttpResponseMessage response) =>
        (await response.JsonAsync()).GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    /// <summary>The error of a refused request, whose shape SDKs depend on.</summary>
    public static async Task<JsonElement> ErrorAsync(this HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.Contains("x-request-id"));
        var error = (await response.JsonAsync()).GetProperty("error");
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.NotEmpty(error.GetProperty("type").GetString()!);
        Assert.True(error.TryGetProperty("param", out _));
        Assert.True(error.TryGetProperty("code", out _));
        return error;
    }

    public static string Header(this HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));
}
