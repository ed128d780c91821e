using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Validates and counts <c>messages</c>.</summary>
internal static class OpenAiMessageWalk
{
    public static void Read(ref Utf8JsonReader reader, FaultList faults, OpenAiFacts facts)
    {
        if (!JsonChecks.IsArray(ref reader, faults, "messages"))
        {
            return;
        }

        // Of a member that is repeated the last counts.
        facts.UserContents = null;
        var index = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadMessage(index, ref reader, faults, facts);
            }
            else
            {
                JsonChecks.WrongType(ref reader, faults, $"messages[{index}]", "an object");
            }

            index++;
        }

        facts.MessageCount = index;
        if (index == 0)
        {
            faults.Add("messages", "Must hold at least one message.");
        }
    }

    private static void ReadMessage(int index, ref Utf8JsonReader reader, FaultList faults, OpenAiFacts facts)
    {
        ChatRole? role = null;
        var hasRole = false;
        var hasContent = false;
        var hasCalls = false;
        var hasCallId = false;
        var before = facts.PromptBytes;
        var content = default(ByteRange);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8))
            {
                reader.Read();
                hasRole = true;
                role = ReadRole(index, ref reader, faults);
                if (role == ChatRole.Developer)
                {
                    facts.AddPlace(new((int)reader.TokenStartIndex, (int)reader.BytesConsumed), MessagePlaceKind.DeveloperRole);
                }
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                hasContent |= OpenAiContentWalk.Read(index, ref reader, faults, facts);
                content = new(start, (int)reader.BytesConsumed);
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                hasCalls |= OpenAiToolCallWalk.Read(index, ref reader, faults, facts);
            }
            else if (reader.ValueTextEquals("tool_call_id"u8))
            {
                reader.Read();
                hasCallId = reader.TokenType == JsonTokenType.String;
                if (hasCallId)
                {
                    facts.AddPlace(new((int)reader.TokenStartIndex, (int)reader.BytesConsumed), MessagePlaceKind.CallId);
                }

                reader.Skip();
            }
            else
            {
                // function_call, refusal and audio stand in for the content of older or special assistant turns.
                var standsIn = reader.ValueTextEquals("function_call"u8) || reader.ValueTextEquals("refusal"u8)
                    || reader.ValueTextEquals("audio"u8);
                reader.Read();
                hasCalls |= standsIn && reader.TokenType != JsonTokenType.Null;
                reader.Skip();
            }
        }

        // The role may come after the content, so what it makes of that is known only now.
        facts.ToolResultBytes += role == ChatRole.Tool ? facts.PromptBytes - before : 0;
        if (role == ChatRole.User && content.Length > 0)
        {
            (facts.UserContents ??= []).Add(content);
        }

        if (!hasRole)
        {
            faults.Add($"messages[{index}].role", "Required.");
        }

        if (!hasContent && !(hasCalls && role is null or ChatRole.Assistant))
        {
            faults.Add($"messages[{index}].content", "Required; only an assistant's tool calls may stand without it.");
        }

        if (role == ChatRole.Tool && !hasCallId)
        {
            faults.Add($"messages[{index}].tool_call_id", "Required in a tool message: the id of the call it answers.");
        }
    }

    private static ChatRole? ReadRole(int index, ref Utf8JsonReader reader, FaultList faults)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            // The long-retired "function" role answers a function_call; only its own format can say it.
            var role = reader.ValueTextEquals("user"u8) || reader.ValueTextEquals("function"u8) ? ChatRole.User
                : reader.ValueTextEquals("assistant"u8) ? ChatRole.Assistant
                : reader.ValueTextEquals("system"u8) ? ChatRole.System
                : reader.ValueTextEquals("tool"u8) ? ChatRole.Tool
                : reader.ValueTextEquals("developer"u8) ? ChatRole.Developer
                : (ChatRole?)null;
            if (role is not null)
            {
                return role;
            }
        }

        JsonChecks.WrongType(ref reader, faults, $"messages[{index}].role", "one of system, developer, user, assistant, tool");
        return null;
    }
}
