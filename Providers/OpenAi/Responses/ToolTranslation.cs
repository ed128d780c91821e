using System.Globalization;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi.Responses;

/// <summary>
/// Writes tools and which of them to call. Without tools nothing is said of them, which some servers would refuse. Tools that a provider
/// runs itself are its own affair, unless they reach for what lies in its account, which several callers share.
/// </summary>
/// <param name="json">Takes them.</param>
/// <param name="faults">Takes what is wrong.</param>
/// <param name="only">Takes the places of what no chat can say.</param>
internal sealed class ToolTranslation(Utf8JsonWriter json, FaultList faults, List<string> only)
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
            var field = string.Create(CultureInfo.InvariantCulture, $"tools[{index}]");
            if (tools[index].Text("type") == "function")
            {
                WriteFunction(tools[index], field);
            }
            else
            {
                Leave(tools[index], field);
            }
        }

        json.WriteEndArray();
        json.WriteOptional("parallel_tool_calls", root.Member("parallel_tool_calls"));
        WriteChoice(root.Member("tool_choice"));
    }

    private void Leave(JsonElement tool, string field)
    {
        switch (tool.Text("type"))
        {
            case null:
                faults.Add($"{field}.type", "Required: function, or the name of a tool that the provider runs.");
                break;
            case "file_search":
                faults.Add($"{field}.type", "What is stored in a provider's account is not served: it is not one caller's alone.");
                break;
            case "code_interpreter" when tool.Member("container") is { } container && (container.ValueKind == JsonValueKind.String || container.Items("file_ids").Any()):
                faults.Add($"{field}.container", "Must be a new one without files: what is stored in a provider's account is not one caller's alone.");
                break;
            case var kind:
                only.Add($"{field} ({kind})");
                break;
        }
    }

    private void WriteFunction(JsonElement tool, string field)
    {
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
                json.WriteOptional(member.Name, member.Value);
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
            case { } allowed when allowed.Text("type") == "allowed_tools" && allowed.Items("tools").All(static tool => tool.Text("type") == "function"):
                WriteAllowed(allowed);
                return;
            case { } other when other.Text("type") is { } kind and not "function":
                only.Add($"tool_choice ({kind})");
                return;
            default:
                faults.Add("tool_choice", "Must be auto, none, required or an object that names a function.");
                return;
        }
    }

    private void WriteAllowed(JsonElement choice)
    {
        json.WriteStartObject("tool_choice"u8);
        json.WriteString("type"u8, "allowed_tools"u8);
        json.WriteStartObject("allowed_tools"u8);
        json.WriteString("mode"u8, choice.Text("mode"));
        json.WriteStartArray("tools"u8);
        foreach (var name in choice.Items("tools").Select(static tool => tool.Text("name")))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, name);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
