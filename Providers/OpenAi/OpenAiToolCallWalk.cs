using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Validates and counts the tool calls of one message.</summary>
internal static class OpenAiToolCallWalk
{
    /// <returns>Whether there is at least one call.</returns>
    public static bool Read(int message, ref Utf8JsonReader reader, FaultList faults, OpenAiFacts facts)
    {
        if (reader.TokenType == JsonTokenType.Null || !JsonChecks.IsArray(ref reader, faults, $"messages[{message}].tool_calls"))
        {
            return false;
        }

        var call = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; call++)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadCall(message, call, ref reader, faults, facts);
            }
            else
            {
                JsonChecks.WrongType(ref reader, faults, $"messages[{message}].tool_calls[{call}]", "an object");
            }
        }

        return call > 0;
    }

    private static void ReadCall(int message, int call, ref Utf8JsonReader reader, FaultList faults, OpenAiFacts facts)
    {
        var hasId = false;
        var isFunction = true;
        var hasFunction = false;
        var behindLast = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                hasId = reader.TokenType == JsonTokenType.String;
                if (hasId)
                {
                    facts.AddPlace(new((int)reader.TokenStartIndex, (int)reader.BytesConsumed), MessagePlaceKind.CallId);
                }

                reader.Skip();
            }
            else if (behindLast > 0 && reader.ValueTextEquals("extra_content"u8))
            {
                // With the comma before it. Nobody writes it first.
                reader.Read();
                reader.Skip();
                facts.AddPlace(new(behindLast, (int)reader.BytesConsumed), MessagePlaceKind.Signature);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                isFunction = reader.TokenType != JsonTokenType.String || reader.ValueTextEquals("function"u8);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("function"u8))
            {
                reader.Read();
                hasFunction = ReadFunction(ref reader, facts);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }

            behindLast = (int)reader.BytesConsumed;
        }

        if (!hasId)
        {
            faults.Add($"messages[{message}].tool_calls[{call}].id", "Required: a string.");
        }

        if (isFunction && !hasFunction)
        {
            faults.Add($"messages[{message}].tool_calls[{call}].function", "Required: an object with the strings name and arguments.");
        }
    }

    private static bool ReadFunction(ref Utf8JsonReader reader, OpenAiFacts facts)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        var hasName = false;
        var hasArguments = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = reader.ValueTextEquals("name"u8);
            var isArguments = reader.ValueTextEquals("arguments"u8);
            reader.Read();
            var isString = reader.TokenType == JsonTokenType.String;
            hasName |= isName && isString;
            hasArguments |= isArguments && isString;
            if (isString)
            {
                facts.AddPrompt(ref reader);
            }

            reader.Skip();
        }

        return hasName && hasArguments;
    }
}
