using System.Globalization;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi.Responses;

/// <summary>Writes tools and which of them to call. Without tools nothing is said of them, which some servers would refuse.</summary>
internal sealed class ToolTranslation(Utf8JsonWriter json, FaultList faults)
{
    public void Write(JsonElement root)
    {
        var tools = root.Items("tools").ToArray();
        if (tools.Length == 0)
        {
            return;
        }

        json.WriteStartArray("tools"u8);
        for (var index = 0; index < tools.Length; index++)
        {
            WriteTool(tools[index], string.Create(CultureInfo.InvariantCulture, $"tools[{index}]"));
        }

        json.WriteEndArray();
        json.WriteOptionalJson("parallel_tool_calls", root.Member("parallel_tool_calls")?.GetRawText());
        WriteChoice(root.Member("tool_choice"));
    }

    private void WriteTool(JsonElement tool, string field)
    {
        if (tool.Text("type") != "function")
        {
            faults.Add($"{field}.type", "Must be function; the router has no tools of its own.");
            return;
        }

        if (tool.Text("name") is null)
        {
            faults.Add($"{field}.name", "Required: a string.");
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        foreach (var member in tool.EnumerateObject().Where(static member => member.Name is "name" or "description" or "parameters" or "strict"))
        {
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                json.WriteOptionalJson(member.Name, member.Value.GetRawText());
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteChoice(JsonElement? choice)
    {
        switch (choice)
        {
            case null:
                return;
            case { ValueKind: JsonValueKind.String } when choice.Value.GetString() is "auto" or "none" or "required":
                json.WriteString("tool_choice"u8, choice.Value.GetString());
                return;
            case { } named when named.Text("type") == "function" && named.Text("name") is { } name:
                json.WriteStartObject("tool_choice"u8);
                json.WriteString("type"u8, "function"u8);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, name);
                json.WriteEndObject();
                json.WriteEndObject();
                return;
            default:
                faults.Add("tool_choice", "Must be auto, none, required or an object that names a function.");
                return;
        }
    }
}
