using System.Text.Json;
using Providers.Models;
using Routing.Catalog;

namespace Providers.Ollama;

/// <summary>Reads what a model of Ollama's can do.</summary>
internal static class OllamaCapabilities
{
    /// <returns>Null when nothing is said.</returns>
    public static Capabilities? Read(JsonElement entry, JsonElement details)
    {
        var words = ModelList.Words(entry, "capabilities");
        if (words.IsEmpty)
        {
            // Without the list only the encoders give themselves away.
            return details.Text("family") is "bert" or "nomic-bert" ? Capabilities.Embeddings : null;
        }

        return words.Aggregate(Capabilities.None, (sum, word) => sum | word switch
        {
            "completion" => Capabilities.Chat | Capabilities.Streaming | Capabilities.JsonSchema,
            "tools" => Capabilities.Tools,
            "vision" => Capabilities.Vision,
            "audio" => Capabilities.Audio,
            "thinking" => Capabilities.Reasoning,
            "embedding" => Capabilities.Embeddings,
            _ => Capabilities.None,
        });
    }
}
