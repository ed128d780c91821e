using System.Text.Json;
using Routing.Catalog;

namespace Providers.OpenAi;

/// <summary>Reads what a listed model can do, where the provider says so.</summary>
internal static class OpenAiModelCapabilities
{
    /// <returns>Null when nothing is said.</returns>
    public static Capabilities? Read(JsonElement entry) => FromMistral(entry) ?? FromOpenRouter(entry) ?? FromKimi(entry);

    private static Capabilities? FromMistral(JsonElement entry)
    {
        if (entry.Member("capabilities") is not { ValueKind: JsonValueKind.Object } said)
        {
            return null;
        }

        var chats = said.Flag("completion_chat") == true;
        return (chats ? Capabilities.Chat | Capabilities.Streaming : Capabilities.None)
            | (said.Flag("function_calling") == true ? Capabilities.Tools : Capabilities.None)
            | (said.Flag("vision") == true ? Capabilities.Vision : Capabilities.None)
            | (said.Flag("audio") == true ? Capabilities.Audio : Capabilities.None)
            | (said.Flag("reasoning") == true ? Capabilities.Reasoning : Capabilities.None);
    }

    private static Capabilities? FromOpenRouter(JsonElement entry)
    {
        if (entry.Member("supported_parameters") is not { ValueKind: JsonValueKind.Array })
        {
            return null;
        }

        var parameters = Words(entry, "supported_parameters");
        var architecture = entry.Member("architecture") ?? default;
        var inputs = Words(architecture, "input_modalities");
        var outputs = Words(architecture, "output_modalities");
        var chats = outputs.Count == 0 || outputs.Contains("text");
        return (chats ? Capabilities.Chat | Capabilities.Streaming : Capabilities.None)
            | (parameters.Contains("tools") ? Capabilities.Tools : Capabilities.None)
            | (parameters.Contains("structured_outputs") ? Capabilities.JsonSchema : Capabilities.None)
            | (parameters.Contains("reasoning") ? Capabilities.Reasoning : Capabilities.None)
            | (parameters.Contains("logprobs") ? Capabilities.LogProbabilities : Capabilities.None)
            | (inputs.Contains("image") ? Capabilities.Vision : Capabilities.None)
            | (inputs.Contains("audio") ? Capabilities.Audio : Capabilities.None);
    }

    private static Capabilities? FromKimi(JsonElement entry)
    {
        var sees = entry.Flag("supports_image_in");
        var thinks = entry.Flag("supports_reasoning");
        return sees is null && thinks is null
            ? null
            : Capabilities.Chat | Capabilities.Streaming | Capabilities.Tools
                | (sees == true ? Capabilities.Vision : Capabilities.None)
                | (thinks == true ? Capabilities.Reasoning : Capabilities.None);
    }

    private static HashSet<string> Words(JsonElement element, string name) =>
        [.. element.Items(name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
}
