using System.Text.Json;
using Providers.Models;
using Routing.Catalog;

namespace Providers.OpenAi;

/// <summary>Reads what a listed model can do, where the provider says so.</summary>
internal static class OpenAiModelCapabilities
{
    /// <returns>Null when nothing is said.</returns>
    public static Capabilities? Read(string id, JsonElement entry) =>
        FromMistral(id, entry) ?? FromAnthropic(entry) ?? FromOpenRouter(entry) ?? FromKimi(entry) ?? FromType(entry);

    private static Capabilities? FromMistral(string id, JsonElement entry)
    {
        if (entry.Member("capabilities") is not { } said || said.Flag("completion_chat") is not { } chats)
        {
            return null;
        }

        // Mistral has no word for embedding models; all other abilities of theirs are false.
        var embeds = !chats && id.Contains("embed", StringComparison.OrdinalIgnoreCase);
        return If(chats, Capabilities.Chat | Capabilities.Streaming)
            | If(embeds, Capabilities.Embeddings)
            | If(said.Flag("function_calling"), Capabilities.Tools)
            | If(said.Flag("vision"), Capabilities.Vision)
            | If(said.Flag("audio"), Capabilities.Audio)
            | If(said.Flag("reasoning"), Capabilities.Reasoning);
    }

    // All models of Anthropic's chat, stream and call tools, so its list has no words for that.
    private static Capabilities? FromAnthropic(JsonElement entry)
    {
        if (entry.Member("capabilities") is not { } said || said.Member("image_input") is not { ValueKind: JsonValueKind.Object } image)
        {
            return null;
        }

        return Capabilities.Chat | Capabilities.Streaming | Capabilities.Tools
            | If(image.Flag("supported"), Capabilities.Vision)
            | If(said.Member("structured_outputs")?.Flag("supported"), Capabilities.JsonSchema)
            | If(said.Member("thinking")?.Flag("supported"), Capabilities.Reasoning);
    }

    private static Capabilities? FromOpenRouter(JsonElement entry)
    {
        if (entry.Member("supported_parameters") is not { ValueKind: JsonValueKind.Array })
        {
            return null;
        }

        var parameters = ModelList.Words(entry, "supported_parameters");
        var architecture = entry.Member("architecture") ?? default;
        var inputs = ModelList.Words(architecture, "input_modalities");
        var outputs = ModelList.Words(architecture, "output_modalities");
        return If(outputs.IsEmpty || outputs.Contains("text"), Capabilities.Chat | Capabilities.Streaming)
            | If(outputs.Contains("embeddings"), Capabilities.Embeddings)
            | If(parameters.Contains("tools"), Capabilities.Tools)
            | If(parameters.Contains("structured_outputs"), Capabilities.JsonSchema)
            | If(parameters.Contains("reasoning"), Capabilities.Reasoning)
            | If(parameters.Contains("logprobs"), Capabilities.LogProbabilities)
            | If(inputs.Contains("image"), Capabilities.Vision)
            | If(inputs.Contains("audio"), Capabilities.Audio)
            | If(entry.Member("pricing")?.Text("input_cache_read") is not null, Capabilities.PromptCaching);
    }

    private static Capabilities? FromKimi(JsonElement entry)
    {
        var sees = entry.Flag("supports_image_in");
        var thinks = entry.Flag("supports_reasoning");
        return sees is null && thinks is null
            ? null
            : Capabilities.Chat | Capabilities.Streaming | Capabilities.Tools
                | If(sees, Capabilities.Vision) | If(thinks, Capabilities.Reasoning);
    }

    // Together and LM Studio say what kind of model it is.
    private static Capabilities? FromType(JsonElement entry) => entry.Text("type") switch
    {
        "chat" or "llm" => Capabilities.Chat | Capabilities.Streaming,
        "vlm" => Capabilities.Chat | Capabilities.Streaming | Capabilities.Vision,
        "embedding" or "embeddings" => Capabilities.Embeddings,
        "image" or "audio" or "video" or "moderation" or "rerank" or "transcribe" => Capabilities.None,
        _ => null,
    };

    private static Capabilities If(bool? said, Capabilities capability) => said == true ? capability : Capabilities.None;
}
