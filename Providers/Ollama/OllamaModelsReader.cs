using System.Text.Json;
using Providers.Failures;
using Providers.Models;

namespace Providers.Ollama;

/// <summary>Reads <c>/api/tags</c>.</summary>
internal static class OllamaModelsReader
{
    /// <exception cref="UpstreamFailureException">The answer is no list of models.</exception>
    public static DiscoveredModels Read(ReadOnlyMemory<byte> body) =>
        ModelList.Read(body, root => root.Member("models"), ReadOne, _ => null);

    private static DiscoveredModel? ReadOne(JsonElement entry)
    {
        var id = ModelList.UsableName(entry.Text("model") ?? entry.Text("name"));
        if (id is null)
        {
            return null;
        }

        var details = entry.Member("details") ?? default;
        var capabilities = OllamaCapabilities.Read(entry, details);
        return new()
        {
            Id = id,
            Name = entry.Text("name"),
            OwnedBy = details.Text("family"),
            Created = entry.Member("modified_at") is { ValueKind: JsonValueKind.String } date && date.TryGetDateTimeOffset(out var modified)
                ? modified
                : null,
            ContextWindow = ModelList.Positive(details.Whole("context_length")),
            Capabilities = capabilities,
            InputModalities = Modalities.InputOf(capabilities),
            OutputModalities = Modalities.OutputOf(capabilities),

            // Models in Ollama's cloud are listed beside the local ones and may cost something.
            IsFree = entry.Text("remote_host") is null ? true : null,
            RawJson = entry.GetRawText(),
        };
    }
}
