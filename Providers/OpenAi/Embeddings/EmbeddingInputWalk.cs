using System.Globalization;
using System.Text.Json;
using Providers.Chat;
using Providers.Embeddings;

namespace Providers.OpenAi.Embeddings;

/// <summary>Validates and measures <c>input</c>: a text, several, a list of tokens, or several.</summary>
internal sealed class EmbeddingInputWalk
{
    public const string Rule = "Required: a text, an array of texts, an array of tokens or an array of such arrays, none of them empty.";

    public EmbeddingSizes Sizes { get; private set; } = new();

    public bool WasGiven { get; private set; }

    public bool HasTokens { get; private set; }

    /// <summary>Leaves the reader on the last token of the value.</summary>
    public void Read(ref Utf8JsonReader reader, FaultList faults)
    {
        // Of repeated members the last one counts, for most readers of JSON.
        (WasGiven, Sizes, HasTokens) = (true, new(), false);
        if (reader.TokenType == JsonTokenType.String)
        {
            ReadText(ref reader, faults, "input");
        }
        else if (JsonChecks.IsArray(ref reader, faults, "input"))
        {
            ReadItems(ref reader, faults);
        }
    }

    private void ReadItems(ref Utf8JsonReader reader, FaultList faults)
    {
        var kind = JsonTokenType.None;
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            kind = kind == JsonTokenType.None ? reader.TokenType : kind;
            var field = string.Create(CultureInfo.InvariantCulture, $"input[{count++}]");
            if (reader.TokenType != kind)
            {
                JsonChecks.WrongType(ref reader, faults, field, "of the same kind as the first input");
                continue;
            }

            switch (kind)
            {
                case JsonTokenType.String:
                    ReadText(ref reader, faults, field);
                    break;
                case JsonTokenType.Number:
                    ReadToken(ref reader, faults, field);
                    break;
                case JsonTokenType.StartArray:
                    ReadTokens(ref reader, faults, field);
                    break;
                default:
                    JsonChecks.WrongType(ref reader, faults, field, "a text, a token or an array of tokens");
                    break;
            }
        }

        HasTokens = kind is JsonTokenType.Number or JsonTokenType.StartArray;
        if (kind == JsonTokenType.Number)
        {
            Sizes.AddTokens(count);
        }
        else if (count == 0)
        {
            faults.Add("input", Rule);
        }
    }

    private void ReadText(ref Utf8JsonReader reader, FaultList faults, string field)
    {
        var (characters, bytes) = JsonText.Measure(ref reader);
        Sizes.Add(characters, bytes);
        if (bytes == 0)
        {
            faults.Add(field, "Must not be empty.");
        }
    }

    private void ReadTokens(ref Utf8JsonReader reader, FaultList faults, string field)
    {
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ReadToken(ref reader, faults, string.Create(CultureInfo.InvariantCulture, $"{field}[{count++}]"));
        }

        Sizes.AddTokens(count);
        if (count == 0)
        {
            faults.Add(field, "Must not be empty.");
        }
    }

    private static void ReadToken(ref Utf8JsonReader reader, FaultList faults, string field)
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var token) || token < 0)
        {
            JsonChecks.WrongType(ref reader, faults, field, "a token: a whole number of at least 0");
        }
    }
}
