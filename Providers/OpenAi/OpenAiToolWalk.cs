using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Validates and counts <c>tools</c>.</summary>
internal static class OpenAiToolWalk
{
    public static void Read(ref Utf8JsonReader reader, FaultList faults, OpenAiFacts facts)
    {
        if (!JsonChecks.IsArray(ref reader, faults, "tools"))
        {
            return;
        }

        var start = reader.TokenStartIndex;
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            facts.HasTools = true;
            facts.ToolCount++;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadTool(index, ref reader, faults);
            }
            else
            {
                JsonChecks.WrongType(ref reader, faults, $"tools[{index}]", "an object");
            }
        }

        facts.ToolBytes += facts.HasTools ? (int)(reader.BytesConsumed - start) : 0;
    }

    private static void ReadTool(int index, ref Utf8JsonReader reader, FaultList faults)
    {
        var hasType = false;
        var isFunction = false;
        var hasFunction = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                hasType = reader.TokenType == JsonTokenType.String;
                isFunction = hasType && reader.ValueTextEquals("function"u8);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("function"u8))
            {
                reader.Read();
                hasFunction = HasName(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (!hasType)
        {
            faults.Add($"tools[{index}].type", "Required: function.");
        }
        else if (isFunction && !hasFunction)
        {
            faults.Add($"tools[{index}].function.name", "Required: a string.");
        }
    }

    private static bool HasName(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        var hasName = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = reader.ValueTextEquals("name"u8);
            reader.Read();
            hasName |= isName && reader.TokenType == JsonTokenType.String;
            reader.Skip();
        }

        return hasName;
    }
}
