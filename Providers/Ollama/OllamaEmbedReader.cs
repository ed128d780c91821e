using System.Collections.Immutable;
using System.Text.Json;
using Providers.Bodies;
using Providers.Chat;
using Providers.Embeddings;
using Providers.OpenAi;

namespace Providers.Ollama;

/// <summary>Reads the body of <c>POST /api/embed</c> as callers send it.</summary>
public static class OllamaEmbedReader
{
    /// <summary>Validates a body. Never throws on the caller's fault.</summary>
    public static EmbeddingReading Read(ReadOnlyMemory<byte> body)
    {
        var request = BodyReading.Read(body, "input", Read, out var faults);
        return faults.IsEmpty ? new(request!) : new(faults);
    }

    private static EmbeddingRequest? Read(JsonElement root, FaultList faults)
    {
        var checks = new ElementChecks(root, "", faults);
        var model = checks.Text("model");
        var dimensions = checks.Count("dimensions");
        var hints = RoutingExtension.Read(root.Member("routing"), faults);
        var texts = Texts(root.Member("input"));
        if (texts.IsEmpty)
        {
            checks.Wrong("input", "a string or a non-empty array of strings");
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
