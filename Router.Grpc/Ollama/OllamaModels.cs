using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Router.Grpc.OpenAi;
using Routing.Catalog;

namespace Router.Grpc.Ollama;

/// <summary>Writes models as Ollama does. What only files on a disk have, a size or a date, is empty.</summary>
internal static class OllamaModels
{
    private const string Architecture = "aspire-routing";

    private static readonly (Capabilities Capability, string Word)[] Vocabulary =
    [
        (Capabilities.Chat, "completion"),
        (Capabilities.Tools, "tools"),
        (Capabilities.Vision, "vision"),
        (Capabilities.Reasoning, "thinking"),
        (Capabilities.Embeddings, "embedding"),
    ];

    public static void WriteTags(Utf8JsonWriter json, IEnumerable<ModelEntry> entries)
    {
        json.WriteStartObject();
        json.WriteStartArray("models");
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Id);
            json.WriteString("model", entry.Id);
            json.WriteString("modified_at", DateTime.UnixEpoch);
            json.WriteNumber("size", 0);
            // Clients tell models apart by it.
            json.WriteString("digest", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(entry.Id))));
            WriteDetails(json, entry);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteShow(Utf8JsonWriter json, ModelEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("modelfile", "");
        json.WriteString("parameters", "");
        json.WriteString("template", "");
        json.WriteString("modified_at", DateTime.UnixEpoch);
        WriteDetails(json, entry);
        json.WriteStartObject("model_info");
        json.WriteString("general.architecture", Architecture);
        if (entry.Deployment is { ContextWindow: > 0 } known)
        {
            json.WriteNumber($"{Architecture}.context_length", known.ContextWindow);
        }

        json.WriteEndObject();
        json.WriteStartArray("capabilities");
        foreach (var word in Words(entry.Deployment))
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter json, ModelEntry entry)
    {
        json.WriteStartObject("details");
        json.WriteString("parent_model", "");
        json.WriteString("format", "");
        json.WriteString("family", entry.OwnedBy);
        json.WriteStartArray("families");
        json.WriteStringValue(entry.OwnedBy);
        json.WriteEndArray();
        json.WriteString("parameter_size", "");
        json.WriteString("quantization_level", "");
        json.WriteEndObject();
    }

    // A selector can do whatever one of its models can: the router leaves out those that cannot.
    private static IEnumerable<string> Words(Deployment? deployment)
    {
        var can = deployment?.Capabilities ?? Capabilities.Chat | Capabilities.Tools | Capabilities.Vision;
        return Vocabulary.Where(entry => can.HasFlag(entry.Capability)).Select(entry => entry.Word);
    }
}
