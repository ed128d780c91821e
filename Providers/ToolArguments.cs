using System.Text.Json;

namespace Providers;

/// <summary>Tool-call arguments: JSON text in OpenAI's format, an object in most others.</summary>
internal static class ToolArguments
{
    /// <summary>Writes the text as the object it stands for. What is no object, as a model may produce, goes under one member.</summary>
    public static void WriteObject(Utf8JsonWriter json, string arguments)
    {
        if (IsObject(arguments))
        {
            json.WriteRawValue(arguments);
            return;
        }

        json.WriteStartObject();
        if (!string.IsNullOrWhiteSpace(arguments))
        {
            json.WriteString("value"u8, arguments);
        }

        json.WriteEndObject();
    }

    private static bool IsObject(string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(arguments);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
