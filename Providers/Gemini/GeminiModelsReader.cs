using System.Text.Json;
using Providers.Failures;
using Providers.Models;
using Routing.Catalog;

namespace Providers.Gemini;

/// <summary>Reads <c>GET /models</c> as Gemini answers it.</summary>
internal static class GeminiModelsReader
{
    private const string Prefix = "models/";

    // Google's own chat models read pictures and sound and call tools, all of them, so the list has no words for that.
    private const Capabilities OfEachGemini = Capabilities.Tools | Capabilities.Vision | Capabilities.JsonSchema | Capabilities.Audio;

    // They take the chat method and answer with sound or pictures.
    private static readonly string[] NoChat = ["-tts", "-image", "-audio"];

    /// <exception cref="UpstreamFailureException">The answer is no list of models.</exception>
    public static DiscoveredModels Read(ReadOnlyMemory<byte> body) => ModelList.Read(
        body, FindList, ReadOne, root => root.Text("nextPageToken") is { Length: > 0 } token ? token : null);

    // A page without models leaves the list out.
    private static JsonElement? FindList(JsonElement root) =>
        root.Member("models") ?? (root.Text("nextPageToken") is null ? null : JsonElement.Parse("[]"));

    private static DiscoveredModel? ReadOne(JsonElement entry)
    {
        var given = entry.Text("name");
        var id = ModelList.UsableName(given is not null && given.StartsWith(Prefix, StringComparison.Ordinal) ? given[Prefix.Length..] : given);
        if (id is null)
        {
            return null;
        }

        var capabilities = CapabilitiesOf(id, entry);
        return new()
        {
            Id = id,
            Name = entry.Text("displayName"),
            Description = ModelList.Description(entry),
            OwnedBy = "google",
            DeprecatedAt = ModelDates.DeprecatedAt(entry),
            RetiresAt = ModelDates.RetiresAt(entry),
            Lifecycle = ModelDates.Stage(entry),
            ContextWindow = ModelList.Positive(entry.Whole("inputTokenLimit")),
            MaxOutputTokens = ModelList.Positive(entry.Whole("outputTokenLimit")),
            Capabilities = capabilities,
            InputModalities = capabilities is { } known && known.HasFlag(OfEachGemini) ? Modalities.InputOf(capabilities) : [],
            OutputModalities = Modalities.OutputOf(capabilities),
            RawJson = entry.GetRawText(),
        };
    }

    private static Capabilities? CapabilitiesOf(string id, JsonElement entry)
    {
        var methods = ModelList.Words(entry, "supportedGenerationMethods");
        if (methods.IsEmpty)
        {
            return null;
        }

        var chats = methods.Contains("generateContent") && !NoChat.Any(part => id.Contains(part, StringComparison.OrdinalIgnoreCase));
        return (chats ? Capabilities.Chat | Capabilities.Streaming : Capabilities.None)
            | (chats && id.StartsWith("gemini-", StringComparison.Ordinal) ? OfEachGemini : Capabilities.None)
            | (methods.Contains("embedContent") ? Capabilities.Embeddings : Capabilities.None)
            | (methods.Contains("createCachedContent") ? Capabilities.PromptCaching : Capabilities.None)
            | (entry.Flag("thinking") == true ? Capabilities.Reasoning : Capabilities.None);
    }
}
