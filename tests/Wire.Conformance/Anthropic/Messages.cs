using System.Text.Json;
using Wire.Conformance.Running;

namespace Wire.Conformance.Anthropic;

/// <summary>What Anthropic's SDKs read of an error.</summary>
internal static class Messages
{
    public static void CheckError(JsonElement body)
    {
        Assert.Equal("error", body.TextOf("type"));
        Assert.NotEmpty(body.GetProperty("error").TextOf("type")!);
        Assert.NotEmpty(body.GetProperty("error").TextOf("message")!);
    }
}
