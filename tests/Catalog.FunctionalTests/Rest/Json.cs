using System.Net;
using System.Text.Json;

namespace Catalog.FunctionalTests.Rest;

/// <summary>Speaks to the REST surface as curl would: JSON text in, JSON out.</summary>
internal static class Json
{
    public static async Task<JsonElement> GetJsonAsync(this HttpClient http, string path)
    {
        using var response = await http.GetAsync(path);
        return await response.JsonAsync(HttpStatusCode.OK);
    }

    public static Task<HttpResponseMessage> PutJsonAsync(this HttpClient http, string path, string json, string? ifMatch = null) =>
        http.SendJsonAsync(HttpMethod.Put, path, json, ifMatch);

    public static async Task<HttpResponseMessage> SendJsonAsync(
        this HttpClient http, HttpMethod method, string path, string json, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await http.SendAsync(request);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode} instead of {(int)expected}: {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>The fields a 400 complains about.</summary>
    public static async Task<string[]> FaultyFieldsAsync(this HttpResponseMessage response)
    {
        var problem = await response.JsonAsync(HttpStatusCode.BadRequest);
        return [.. problem.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal)];
    }

    public static string[] Ids(this JsonElement page, string field = "id") =>
        [.. page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty(field).GetString()!)];
}
