using System.Collections.Frozen;
using System.Text.Json;

namespace Providers.Anthropic;

/// <summary>
/// Writes a JSON schema as Anthropic takes one that an answer, or the arguments of a strict tool, must follow: objects are closed,
/// and bounds of numbers, lengths and the like would be refused with the whole request. Anthropic's own SDKs leave them out too.
/// </summary>
/// <param name="json">Takes the schema.</param>
/// <param name="place">What stands before the names of what is left out.</param>
/// <param name="dropped">Takes those names.</param>
internal sealed class AnthropicSchema(Utf8JsonWriter json, string place, ISet<string> dropped)
{
    private static readonly FrozenSet<string> Formats =
        FrozenSet.Create("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");

    /// <param name="schema">The schema, or true or false in place of one.</param>
    /// <param name="isArguments">Whether it is of arguments, which are an object whether it says so or not.</param>
    public void Write(JsonElement schema, bool isArguments = false)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            schema.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        if (isArguments && schema.Member("type") is null)
        {
            json.WriteString("type"u8, "object"u8);
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            Write(keyword, schema);
        }

        if (isArguments || IsOfObjects(schema))
        {
            json.WriteBoolean("additionalProperties"u8, false);
        }

        json.WriteEndObject();
    }

    private void Write(JsonProperty keyword, JsonElement schema)
    {
        var value = keyword.Value;
        switch (keyword.Name)
        {
            case "type" or "required" or "enum" or "const" or "$ref" or "description" or "title":
            case "format" when value.ValueKind == JsonValueKind.String && Formats.Contains(value.GetString()!):
            case "minItems" when value.ValueKind == JsonValueKind.Number && value.GetDouble() is 0 or 1:
                keyword.WriteTo(json);
                break;
            case "properties" or "$defs" or "definitions" when value.ValueKind == JsonValueKind.Object:
                WriteNamed(keyword);
                break;
            case "items" when value.ValueKind == JsonValueKind.Object:
                json.WritePropertyName(keyword.Name);
                Write(value);
                break;
            case "anyOf" or "allOf" when value.ValueKind == JsonValueKind.Array:
                WriteChoices(keyword.Name, value);
                break;
            case "oneOf" when value.ValueKind == JsonValueKind.Array && schema.Member("anyOf") is null:
                WriteChoices("anyOf", value);
                break;
            case "additionalProperties" when value.ValueKind == JsonValueKind.False:
            case "$schema" or "$id" or "$comment" or "examples" or "default" or "deprecated" or "readOnly" or "writeOnly":
                // Said of every object, or constrains nothing.
                break;
            default:
                dropped.Add($"{place}.{keyword.Name}");
                break;
        }
    }

    private void WriteNamed(JsonProperty keyword)
    {
        json.WriteStartObject(keyword.Name);
        foreach (var member in keyword.Value.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            Write(member.Value);
        }

        json.WriteEndObject();
    }

    private void WriteChoices(string name, JsonElement choices)
    {
        json.WriteStartArray(name);
        foreach (var choice in choices.EnumerateArray())
        {
            Write(choice);
        }

        json.WriteEndArray();
    }

    private static bool IsOfObjects(JsonElement schema) => schema.Member("properties") is not null || schema.Text("type") == "object"
        || schema.Items("type").Any(static type => type.ValueKind == JsonValueKind.String && type.ValueEquals("object"u8));
}
