using System.Net;
using System.Text.Json;

namespace Wire.Conformance.Running;

/// <summary>Reads JSON as SDKs do: what is absent and what is null are the same.</summary>
internal static class Json
{
    public static JsonElement? Find(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public static string? TextOf(this JsonElement element, string name) => element.Find(name)?.GetString();

    /// <summary>The body of an answer of this status.</summary>
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode} instead of {(int)expected}: {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonElement.Parse(text);
    }
}
