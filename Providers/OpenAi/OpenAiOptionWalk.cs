using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Validates the members of a request that have a structure of their own.</summary>
internal static class OpenAiOptionWalk
{
    /// <summary>Leaves the reader on the last token of the value.</summary>
    public static void Read(OpenAiKey key, ref Utf8JsonReader reader, FaultList faults, OpenAiFacts facts)
    {
        switch (key)
        {
            case OpenAiKey.Stop:
                ReadStop(ref reader, faults);
                break;
            case OpenAiKey.Seed:
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out _))
                {
                    JsonChecks.WrongType(ref reader, faults, "seed", "a whole number");
                }

                break;
            case OpenAiKey.Tools:
                OpenAiToolWalk.Read(ref reader, faults, facts);
                break;
            case OpenAiKey.ToolChoice:
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.StartObject))
                {
                    JsonChecks.WrongType(ref reader, faults, "tool_choice", "auto, none, required or an object that names a function");
                }

                reader.Skip();
                break;
            case OpenAiKey.Functions:
                facts.HasTools = true;
                facts.ToolBytes += SkipCounting(ref reader);
                break;
            case OpenAiKey.ResponseFormat:
                ReadResponseFormat(ref reader, faults, facts);
                break;
            case OpenAiKey.Modalities:
                ReadModalities(ref reader, facts);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static void ReadStop(ref Utf8JsonReader reader, FaultList faults)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            JsonChecks.WrongType(ref reader, faults, "stop", "a string or an array of strings");
            return;
        }

        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                JsonChecks.WrongType(ref reader, faults, $"stop[{index}]", "a string");
            }
        }
    }

    private static void ReadResponseFormat(ref Utf8JsonReader reader, FaultList faults, OpenAiFacts facts)
    {
        if (!JsonChecks.IsObject(ref reader, faults, "response_format"))
        {
            return;
        }

        var start = reader.TokenStartIndex;
        var hasType = false;
        var isSchema = false;
        var hasSchema = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isSchemaMember = reader.ValueTextEquals("json_schema"u8);
            reader.Read();
            if (isType)
            {
                hasType = reader.TokenType == JsonTokenType.String;
                isSchema = hasType && reader.ValueTextEquals("json_schema"u8);
            }

            hasSchema |= isSchemaMember && reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
        }

        facts.HasJsonSchema = isSchema;
        facts.ToolBytes += isSchema ? (int)(reader.BytesConsumed - start) : 0;
        if (!hasType)
        {
            faults.Add("response_format.type", "Required: text, json_object or json_schema.");
        }
        else if (isSchema && !hasSchema)
        {
            faults.Add("response_format.json_schema", "Required: an object with name and schema.");
        }
    }

    private static void ReadModalities(ref Utf8JsonReader reader, OpenAiFacts facts)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            facts.HasAudio |= reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("audio"u8);
            reader.Skip();
        }
    }

    private static int SkipCounting(ref Utf8JsonReader reader)
    {
        var start = reader.TokenStartIndex;
        reader.Skip();
        return (int)(reader.BytesConsumed - start);
    }
}
