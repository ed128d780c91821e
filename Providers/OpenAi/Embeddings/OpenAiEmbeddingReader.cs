using System.Collections.Immutable;
using System.Text.Json;
using Providers.Bodies;
using Providers.Chat;
using Providers.Embeddings;

namespace Providers.OpenAi.Embeddings;

/// <summary>Reads the body of <c>POST /v1/embeddings</c>.</summary>
public static class OpenAiEmbeddingReader
{
    /// <summary>Validates a body and finds what routing and forwarding must know. Never throws on the caller's fault.</summary>
    /// <param name="body">The bytes as they came; the request keeps them.</param>
    public static EmbeddingReading Read(ReadOnlyMemory<byte> body)
    {
        if (BodyFaults.Find(body.Span, "input") is { } fault)
        {
            return Fault(fault);
        }

        try
        {
            return new EmbeddingWalk(body).Read();
        }
        catch (JsonException e)
        {
            return Fault(BodyFaults.Of(e));
        }
    }

    /// <summary>Reads the inputs of a body that is known to be valid.</summary>
    internal static EmbeddingInput ReadInput(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = OpenAiChatReader.MaxDepth });
        var input = document.RootElement.GetProperty("input");
        if (input.ValueKind == JsonValueKind.String)
        {
            return new() { Texts = [input.GetString()!] };
        }

        return input[0].ValueKind switch
        {
            JsonValueKind.String => new() { Texts = [.. input.EnumerateArray().Select(text => text.GetString()!)] },
            JsonValueKind.Number => new() { Tokens = [ReadTokens(input)] },
            _ => new() { Tokens = [.. input.EnumerateArray().Select(ReadTokens)] },
        };
    }

    private static EmbeddingReading Fault(string message) => new([new RequestFault("", message)]);

    private static ImmutableArray<int> ReadTokens(JsonElement list) => [.. list.EnumerateArray().Select(token => token.GetInt32())];
}
