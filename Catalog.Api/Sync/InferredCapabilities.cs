using Routing.Catalog;

namespace Catalog.Api.Sync;

/// <summary>Guesses from its name what a model does of which nobody says anything.</summary>
/// <remarks>Wrong in one direction only: a model that cannot chat must not be chosen for it, so doubtful names get nothing.</remarks>
internal static class InferredCapabilities
{
    private static readonly string[] NoChat =
        ["whisper", "tts", "dall-e", "image", "moderation", "transcribe", "rerank", "imagen", "veo", "sora", "lyria", "realtime", "ocr", "guard", "aqa"];

    public static Capabilities Of(string model)
    {
        var name = model.ToLowerInvariant();
        if (name.Contains("embed", StringComparison.Ordinal))
        {
            return Capabilities.Embeddings;
        }

        return NoChat.Any(part => name.Contains(part, StringComparison.Ordinal))
            ? Capabilities.None
            : Capabilities.Chat | Capabilities.Streaming;
    }
}
