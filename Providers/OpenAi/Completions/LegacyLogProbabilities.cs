using System.Text.Json;

namespace Providers.OpenAi.Completions;

/// <summary>Writes the likelihood of tokens the older way: one list for each kind of figure. Offsets count characters of the answer.</summary>
internal sealed class LegacyLogProbabilities
{
    private int _offset;

    public void Write(Utf8JsonWriter json, JsonElement tokens)
    {
        json.WriteStartObject();
        json.WriteStartArray("tokens"u8);
        foreach (var token in tokens.EnumerateArray())
        {
            json.WriteStringValue(token.Text("token"));
        }

        json.WriteEndArray();
        json.WriteStartArray("token_logprobs"u8);
        foreach (var token in tokens.EnumerateArray())
        {
            WriteNumber(json, token);
        }

        json.WriteEndArray();
        json.WriteStartArray("top_logprobs"u8);
        foreach (var token in tokens.EnumerateArray())
        {
            WriteTop(json, token);
        }

        json.WriteEndArray();
        json.WriteStartArray("text_offset"u8);
        foreach (var token in tokens.EnumerateArray())
        {
            json.WriteNumberValue(_offset);
            _offset += token.Text("token")?.EnumerateRunes().Count() ?? 0;
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTop(Utf8JsonWriter json, JsonElement token)
    {
        json.WriteStartObject();
        foreach (var other in token.Items("top_logprobs").DistinctBy(other => other.Text("token")))
        {
            json.WritePropertyName(other.Text("token") ?? "");
            WriteNumber(json, other);
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, JsonElement token)
    {
        if (token.Number("logprob") is { } likelihood)
        {
            json.WriteNumberValue(likelihood);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
