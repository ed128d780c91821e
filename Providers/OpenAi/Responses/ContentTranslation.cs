using System.Globalization;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi.Responses;

/// <summary>Writes the content of an item as that of a message. Text alone becomes one string, which every server takes.</summary>
/// <param name="json">Takes it.</param>
/// <param name="body">The body that it is read from.</param>
/// <param name="faults">Takes what is wrong.</param>
/// <param name="only">Takes the places of what no chat can say.</param>
/// <param name="textOnly">Whether chats take text alone in this place.</param>
internal sealed class ContentTranslation(Utf8JsonWriter json, ReadOnlyMemory<byte> body, FaultList faults, List<string> only, bool textOnly = false)
{
    public void Write(JsonElement? content, string field)
    {
        switch (content)
        {
            case { ValueKind: JsonValueKind.String } text:
                json.WriteText("content"u8, ChatText.Of(text, body));
                break;
            case { ValueKind: JsonValueKind.Array } parts when parts.EnumerateArray().All(part => TextOf(part) is not null):
                json.WriteText("content"u8, ChatText.Join(parts.EnumerateArray().Select(part => TextOf(part)!.Value)) ?? "");
                break;
            case { ValueKind: JsonValueKind.Array } parts:
                if (textOnly)
                {
                    only.Add($"{field} (more than text)");
                }

                WriteParts(parts, field);
                break;
            default:
                faults.Add(field, "Required: a string or an array of parts.");
                break;
        }
    }

    private ChatText? TextOf(JsonElement part) => part.Text("type") switch
    {
        "input_text" or "output_text" or "text" => ChatText.Find(part, "text", body),
        "refusal" => ChatText.Find(part, "refusal", body),
        _ => null,
    };

    private void WriteParts(JsonElement parts, string field)
    {
        json.WriteStartArray("content"u8);
        var index = 0;
        foreach (var part in parts.EnumerateArray())
        {
            WritePart(part, string.Create(CultureInfo.InvariantCulture, $"{field}[{index++}]"));
        }

        json.WriteEndArray();
    }

    private void WritePart(JsonElement part, string field)
    {
        if (TextOf(part) is { } text)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "text"u8);
            json.WriteText("text"u8, text);
            json.WriteEndObject();
            return;
        }

        switch (part.Text("type"))
        {
            case "input_image" when ChatText.Find(part, "image_url", body) is { } url:
                WriteImage(url, part.Text("detail"));
                break;
            case "input_file" when ChatText.Find(part, "file_data", body) is { } data:
                WriteFile(data, part.Text("filename"));
                break;
            case "input_audio" when part.Member("input_audio") is { ValueKind: JsonValueKind.Object } audio:
                json.WriteStartObject();
                json.WriteString("type"u8, "input_audio"u8);
                json.WriteOptional("input_audio", audio);
                json.WriteEndObject();
                break;
            case "input_image":
                faults.Add(field, "Required: image_url, an https: or data: address. Files are not kept here.");
                break;
            case "input_file" when part.Text("file_url") is not null:
                only.Add($"{field} (file_url)");
                break;
            case "input_file":
                faults.Add(field, "Required: file_data or file_url. Files are not kept here.");
                break;
            case "input_text" or "output_text" or "text" or "refusal" or "input_audio" or null:
                faults.Add($"{field}.type", "Must be input_text, input_image, input_file, input_audio, output_text or refusal, with what belongs to it.");
                break;
            case var kind:
                only.Add($"{field} ({kind})");
                break;
        }
    }

    private void WriteImage(ChatText url, string? detail)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8);
        json.WriteText("url"u8, url);
        json.WriteOptional("detail", detail);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteFile(ChatText data, string? name)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "file"u8);
        json.WriteStartObject("file"u8);
        json.WriteText("file_data"u8, data);
        json.WriteOptional("filename", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
