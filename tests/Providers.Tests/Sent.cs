using System.Text;
using System.Text.Json;
using Providers.Chat;
using Providers.OpenAi;
using Routing.Catalog;

namespace Providers.Tests;

/// <summary>What an adapter makes of a caller's request, an OpenAI caller's if nothing else is said.</summary>
internal sealed record Sent(HttpRequestMessage Message, string Body, IReadOnlyList<string> Dropped)
{
    public static async Task<Sent> Of(
        string body, string profile, Capabilities capabilities = Capabilities.Chat, string[]? refused = null, string model = "model-x")
    {
        var reading = OpenAiChatReader.Read(Encoding.UTF8.GetBytes(body));
        Assert.Empty(reading.Faults);
        return await Of(reading.Request!, profile, new ParameterDefaults(64, 700), capabilities, refused, model);
    }

    public static async Task<Sent> Of(
        ChatRequest request, string profile, ParameterDefaults defaults, Capabilities capabilities = Capabilities.Chat,
        string[]? refused = null, string model = "model-x")
    {
        var target = Targets.Of(profile, model, refused ?? []);
        target = target with { Deployment = target.Deployment with { Capabilities = capabilities } };
        var message = Targets.Adapter(profile).CreateChat(request, target, defaults);
        return new(message, await message.Content!.ReadAsStringAsync(), DroppedFields.Of(message));
    }

    public void Says(string expected)
    {
        using var expectedDocument = JsonDocument.Parse(expected);
        using var actualDocument = JsonDocument.Parse(Body);
        Assert.True(JsonElement.DeepEquals(expectedDocument.RootElement, actualDocument.RootElement), Body);
    }
}
