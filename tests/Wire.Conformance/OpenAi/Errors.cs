using System.Text.Json;

namespace Wire.Conformance.OpenAi;

/// <summary>What SDKs read of an error.</summary>
internal static class Errors
{
    public static void Check(JsonElement error)
    {
        Assert.Equal(JsonValueKind.String, error.GetProperty("message").ValueKind);
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.Equal(JsonValueKind.String, error.GetProperty("type").ValueKind);
        Assert.Contains(error.GetProperty("param").ValueKind, (JsonValueKind[])[JsonValueKind.String, JsonValueKind.Null]);
        Assert.Contains(error.GetProperty("code").ValueKind, (JsonValueKind[])[JsonValueKind.String, JsonValueKind.Null]);
    }

    /// <summary>The body of an answer that is not 200.</summary>
    public static async Task CheckAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/json", $"{(int)response.StatusCode} with {response.Content.Headers.ContentType}: {text}");
        Check(JsonElement.Parse(text).GetProperty("error"));
    }
}
