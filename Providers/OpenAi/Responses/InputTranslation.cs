using System.Globalization;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi.Responses;

/// <summary>Writes <c>instructions</c> and <c>input</c> as the messages of a chat. Calls that follow one another are one turn.</summary>
/// <param name="json">Takes the messages.</param>
/// <param name="body">The body that they are read from.</param>
/// <param name="faults">Takes what is wrong.</param>
/// <param name="lost">Takes the names of what is left out.</param>
/// <param name="only">Takes the places of what no chat can say.</param>
/// <param name="mayRefer">Whether the caller may refer to items that a provider keeps.</param>
internal sealed class InputTranslation(
    Utf8JsonWriter json, ReadOnlyMemory<byte> body, FaultList faults, SortedSet<string> lost, List<string> only, bool mayRefer)
{
    private bool _hasMessages;

    public void Write(JsonElement? instructions, JsonElement? input)
    {
        json.WriteStartArray("messages"u8);
        switch (instructions)
        {
            case null:
                break;
            case { ValueKind: JsonValueKind.String } text:
                WriteMessage("system", ChatText.Of(text, body));
                break;
            default:
                faults.Add("instructions", "Must be a string.");
                break;
        }

        switch (input)
        {
            case { ValueKind: JsonValueKind.String } text:
                WriteMessage("user", ChatText.Of(text, body));
                break;
            case { ValueKind: JsonValueKind.Array } items when items.GetArrayLength() > 0:
                WriteItems([.. items.EnumerateArray()]);
                if (!_hasMessages)
                {
                    // Chats have at least one turn.
                    WriteMessage("user", "");
                }

                break;
            default:
                faults.Add("input", "Required: a text, or an array of items that is not empty.");
                break;
        }

        json.WriteEndArray();
    }

    private void WriteMessage(string role, ChatText text)
    {
        _hasMessages = true;
        json.WriteStartObject();
        json.WriteString("role"u8, role);
        json.WriteText("content"u8, text);
        json.WriteEndObject();
    }

    private void WriteItems(JsonElement[] items)
    {
        for (var index = 0; index < items.Length; index++)
        {
            var item = items[index];
            var field = Field(index);
            switch (KindOf(item))
            {
                case "message":
                    WriteMessage(items, ref index);
                    break;
                case "function_call":
                    _hasMessages = true;
                    json.WriteStartObject();
                    json.WriteString("role"u8, "assistant"u8);
                    json.WriteNull("content"u8);
                    index--;
                    WriteCalls(items, ref index);
                    json.WriteEndObject();
                    break;
                case "function_call_output":
                    WriteOutput(item, field);
                    break;
                case "reasoning":
                    // Chats have no place for thoughts of earlier turns.
                    lost.Add("input.reasoning");
                    break;
                case "item_reference":
                    Refer(item.Text("id"), field);
                    break;
                case null:
                    faults.Add($"{field}.type", "Required: message, function_call, function_call_output, …");
                    break;
                case var kind:
                    // What a provider's own tools were called for and brought.
                    only.Add($"{field} ({kind})");
                    break;
            }
        }
    }

    // Some SDKs refer to what an answer said before unless they are told that nothing is stored.
    private void Refer(string? id, string field)
    {
        if (ComposedItem.IsThought(id))
        {
            lost.Add("input.reasoning");
        }
        else if (id is null || ComposedItem.Is(id) || !mayRefer)
        {
            faults.Add(field, "Nothing is stored here that could be referred to; send the item itself. The AI SDK does so with store: false in its options for the provider.");
        }
        else
        {
            only.Add($"{field} (item_reference)");
        }
    }

    private static string Field(int index) => string.Create(CultureInfo.InvariantCulture, $"input[{index}]");

    // SDKs may leave the type of a message out.
    private static string? KindOf(JsonElement item) => item.Text("type") ?? (item.Member("role") is null ? null : "message");

    private void WriteMessage(JsonElement[] items, ref int index)
    {
        var item = items[index];
        var role = item.Text("role");
        if (role is not ("user" or "assistant" or "system" or "developer"))
        {
            faults.Add($"{Field(index)}.role", "Must be user, assistant, system or developer.");
        }

        _hasMessages = true;
        json.WriteStartObject();
        json.WriteString("role"u8, role);
        new ContentTranslation(json, body, faults, only).Write(item.Member("content"), $"{Field(index)}.content");
        if (role == "assistant")
        {
            WriteCalls(items, ref index);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the calls behind an item; leaves the index on the last one.</summary>
    private void WriteCalls(JsonElement[] items, ref int index)
    {
        var begun = false;
        for (var next = index + 1; next < items.Length && KindOf(items[next]) is "function_call" or "reasoning"; next++)
        {
            if (KindOf(items[next]) == "reasoning")
            {
                lost.Add("input.reasoning");
                index = next;
                continue;
            }

            if (!begun)
            {
                json.WriteStartArray("tool_calls"u8);
                begun = true;
            }

            WriteCall(items[next], Field(next));
            index = next;
        }

        if (begun)
        {
            json.WriteEndArray();
        }
    }

    private void WriteCall(JsonElement call, string field)
    {
        var id = Required(call, "call_id", field);
        var name = Required(call, "name", field);
        var arguments = Required(call, "arguments", field);
        json.WriteStartObject();
        json.WriteText("id"u8, id);
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteText("name"u8, name);
        json.WriteText("arguments"u8, arguments);
        json.WriteEndObject();
        ThoughtSignature.Write(json, ThoughtSignature.Read(call));
        json.WriteEndObject();
    }

    private void WriteOutput(JsonElement output, string field)
    {
        _hasMessages = true;
        json.WriteStartObject();
        json.WriteString("role"u8, "tool"u8);
        json.WriteText("tool_call_id"u8, Required(output, "call_id", field));
        new ContentTranslation(json, body, faults, only, textOnly: true).Write(output.Member("output"), $"{field}.output");
        json.WriteEndObject();
    }

    private ChatText Required(JsonElement item, string name, string field)
    {
        if (ChatText.Find(item, name, body) is { } text)
        {
            return text;
        }

        faults.Add($"{field}.{name}", "Required: a string.");
        return "";
    }
}
