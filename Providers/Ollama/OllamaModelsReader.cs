using System.Collections.Immutable;
using System.Text.Json;
using Providers.Failures;
using Providers.Models;
using Routing.Catalog;

namespace Providers.Ollama;

/// <summary>Reads <c>/api/tags</c>.</summary>
internal static class OllamaModelsReader
{
    public static DiscoveredModels Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Member("models") is { ValueKind: JsonValueKind.Array } list
                ? new(body, [.. list.EnumerateArray().Select(ReadOne).OfType<DiscoveredModel>().DistinctBy(model => model.Id)])
                : throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not a list of models."));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The list of models is not valid JSON."), e);
        }
    }

    private static DiscoveredModel? ReadOne(JsonElement entry)
    {
        var id = entry.Text("model") ?? entry.Text("name");
        if (string.IsNullOrWhiteSpace(id))
        {
            return null;
        }

        var details = entry.Member("details") ?? default;
        return new()
        {
            Id = id,
            Name = entry.Text("name"),
            OwnedBy = details.Text("family"),
            Created = entry.Member("modified_at") is { ValueKind: JsonValueKind.String } date && date.TryGetDateTimeOffset(out var modified)
                ? modified
                : null,
            ContextWindow = details.Whole("context_length") is > 0 and <= int.MaxValue and var length ? (int)length : null,
            Capabilities = CapabilitiesOf(entry, details),

            // Models in Ollama's cloud are listed beside the local ones and may cost something.
            IsFree = entry.Text("remote_host") is null,
            RawJson = entry.GetRawText(),
        };
    }

    private static Capabilities? CapabilitiesOf(JsonElement entry, JsonElement details)
    {
        var words = entry.Items("capabilities").Select(item => item.ToString()).ToImmutableArray();
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
            "thinking" => Capabilities.Reasoning,
            "embedding" => Capabilities.Embeddings,
            _ => Capabilities.None,
        });
    }
}
