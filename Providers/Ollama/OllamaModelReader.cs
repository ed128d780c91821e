using System.Text.Json;
using Providers.Failures;
using Providers.Models;

namespace Providers.Ollama;

/// <summary>Reads <c>/api/show</c>, which says what <c>/api/tags</c> does not: abilities and window.</summary>
internal static class OllamaModelReader
{
    /// <exception cref="UpstreamFailureException">The answer does not describe a model.</exception>
    public static DiscoveredModel Read(DiscoveredModel listed, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.Member("model_info") is null && root.Member("details") is null)
            {
                throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer does not describe a model."));
            }

            var capabilities = OllamaCapabilities.Read(root, root.Member("details") ?? default) ?? listed.Capabilities;
            return listed with
            {
                ContextWindow = ContextLength(root) ?? listed.ContextWindow,
                Capabilities = capabilities,
                InputModalities = Modalities.InputOf(capabilities),
                OutputModalities = Modalities.OutputOf(capabilities),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The description of a model is not valid JSON."), e);
        }
    }

    // The field is named for the architecture: llama.context_length, qwen3moe.context_length.
    private static int? ContextLength(JsonElement root)
    {
        var info = root.Member("model_info") ?? default;
        return info.Text("general.architecture") is { } architecture
            ? ModelList.Positive(info.Whole($"{architecture}.context_length"))
            : null;
    }
}
