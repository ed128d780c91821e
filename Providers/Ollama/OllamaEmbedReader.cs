using System.Collections.Immutable;
using System.Text.Json;
using Providers.Bodies;
using Providers.Chat;
using Providers.Embeddings;
using Providers.OpenAi;

namespace Providers.Ollama;

/// <summary>Reads the bodies of <c>POST /api/embed</c> and of the older <c>POST /api/embeddings</c> as callers send them.</summary>
public static class OllamaEmbedReader
{
    /// <summary>Validates a body. Never throws on the caller's fault.</summary>
    public static EmbeddingReading Read(ReadOnlyMemory<byte> body) => Read(body, "input");

    /// <summary>The same for the older route, which takes one text.</summary>
    public static EmbeddingReading ReadPrompt(ReadOnlyMemory<byte> body) => Read(body, "prompt");

    private static EmbeddingReading Read(ReadOnlyMemory<byte> body, string texts)
    {
        var request = BodyReading.Read(body, texts, (root, found) => Read(root, texts, found), out var faults);
        return faults.IsEmpty ? new(request!) : new(faults);
    }

    private static EmbeddingRequest? Read(JsonElement root, string name, FaultList faults)
    {
        var checks = new ElementChecks(root, "", faults);
        var model = checks.Text("model");
        var dimensions = checks.Count("dimensions");
        var hints = RoutingExtension.Read(root.Member("routing"), faults);
        var texts = Texts(root.Member(name));
        if (texts.IsEmpty || (name == "prompt" && texts.Length > 1))
        {
            checks.Wrong(name, name == "prompt" ? "a string" : "a string or a non-empty array of strings");
        }

        return faults.IsEmpty
            ? EmbeddingRequest.From(texts, string.IsNullOrEmpty(model) ? null : model, dimensions, hints)
            : null;
    }

    private static ImmutableArray<string> Texts(JsonElement? input) => input switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } many when many.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String) =>
            [.. many.EnumerateArray().Select(static item => item.GetString()!)],
        _ => [],
    };
}
