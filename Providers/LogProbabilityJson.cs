using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;

namespace Providers;

/// <summary>Lists of likelihoods as chats of OpenAI, its Responses and Ollama all spell them.</summary>
internal static class LogProbabilityJson
{
    /// <summary>Reads a list; what has no likelihood is left out.</summary>
    public static ImmutableArray<TokenLogProbability> Read(IEnumerable<JsonElement> tokens) =>
        [.. tokens.Select(ReadToken).OfType<TokenLogProbability>()];

    /// <summary>Writes a list as a value.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<TokenLogProbability> tokens)
    {
        json.WriteStartArray();
        foreach (var token in tokens)
        {
            json.WriteStartObject();
            WriteMembers(json, token);
            json.WriteStartArray("top_logprobs"u8);
            foreach (var other in token.Top)
            {
                json.WriteStartObject();
                WriteMembers(json, other);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static TokenLogProbability? ReadToken(JsonElement token) => token.Number("logprob") is not { } value ? null : new(token.Text("token") ?? "", value)
    {
        Bytes = token.Member("bytes") is { ValueKind: JsonValueKind.Array } bytes
            ? [.. bytes.EnumerateArray().Select(static one => (byte)(one.ValueKind == JsonValueKind.Number && one.TryGetByte(out var value) ? value : 0))]
            : null,
        Top = Read(token.Items("top_logprobs")),
    };

    private static void WriteMembers(Utf8JsonWriter json, TokenLogProbability token)
    {
        json.WriteString("token"u8, token.Token);
        json.WriteNumber("logprob"u8, token.Value);
        if (token.Bytes is not { } bytes)
        {
            json.WriteNull("bytes"u8);
            return;
        }

        json.WriteStartArray("bytes"u8);
        foreach (var one in bytes)
        {
            json.WriteNumberValue(one);
        }

        json.WriteEndArray();
    }
}
