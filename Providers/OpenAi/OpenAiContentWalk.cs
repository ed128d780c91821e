using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Validates and counts the content of one message.</summary>
internal static class OpenAiContentWalk
{
    /// <returns>Whether there is content other than null.</returns>
    public static bool Read(int message, ref Utf8JsonReader reader, FaultList faults, OpenAiFacts facts)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return false;
            case JsonTokenType.String:
                facts.AddPrompt(ref reader);
                return true;
            case JsonTokenType.StartArray:
                ReadParts(message, ref reader, faults, facts);
                return true;
            default:
                JsonChecks.WrongType(ref reader, faults, $"messages[{message}].content", "a string or an array of parts");
                return true;
        }
    }

    private static void ReadParts(int message, ref Utf8JsonReader reader, FaultList faults, OpenAiFacts facts)
    {
        for (var part = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; part++)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadPart(message, part, ref reader, faults, facts);
            }
            else
            {
                JsonChecks.WrongType(ref reader, faults, $"messages[{message}].content[{part}]", "an object with a type");
            }
        }
    }

    private static void ReadPart(int message, int part, ref Utf8JsonReader reader, FaultList faults, OpenAiFacts facts)
    {
        var hasType = false;
        var isText = false;
        var isImage = false;
        var hasText = false;
        var hasUrl = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                hasType = reader.TokenType == JsonTokenType.String;
                isText = hasType && reader.ValueTextEquals("text"u8);
                isImage = hasType && reader.ValueTextEquals("image_url"u8);
                facts.HasAudio |= hasType && reader.ValueTextEquals("input_audio"u8);
                facts.HasFiles |= hasType && reader.ValueTextEquals("file"u8);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                hasText = reader.TokenType == JsonTokenType.String;
                if (hasText)
                {
                    facts.AddPrompt(ref reader);
                }

                reader.Skip();
            }
            else if (reader.ValueTextEquals("image_url"u8))
            {
                reader.Read();
                hasUrl = HasUrl(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        facts.ImageCount += isImage ? 1 : 0;
        if (!hasType)
        {
            faults.Add($"messages[{message}].content[{part}].type", "Required: text, image_url, …");
        }
        else if (isText && !hasText)
        {
            faults.Add($"messages[{message}].content[{part}].text", "Required: a string.");
        }
        else if (isImage && !hasUrl)
        {
            faults.Add($"messages[{message}].content[{part}].image_url.url", "Required: an https: or data: address.");
        }
    }

    private static bool HasUrl(ref Utf8JsonReader reader)
    {
        // Some providers take the bare address in place of the object.
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var isString = reader.TokenType == JsonTokenType.String;
            reader.Skip();
            return isString;
        }

        var hasUrl = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUrl = reader.ValueTextEquals("url"u8);
            reader.Read();
            hasUrl |= isUrl && reader.TokenType == JsonTokenType.String;
            reader.Skip();
        }

        return hasUrl;
    }
}
