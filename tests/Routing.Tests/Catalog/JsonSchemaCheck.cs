using System.Text.Json;
using System.Text.RegularExpressions;

namespace Routing.Tests.Catalog;

/// <summary>
/// Validates JSON against a schema, as far as our own schemas go. A keyword it does not know is an error,
/// so that a schema cannot say something that no test checks.
/// </summary>
internal sealed class JsonSchemaCheck(JsonElement root)
{
    private static readonly string[] Annotations = ["$schema", "$defs", "title", "description", "default", "additionalProperties", "patternProperties"];

    public IReadOnlyList<string> Faults(JsonElement value)
    {
        var faults = new List<string>();
        Check(root, value, "$", faults);
        return faults;
    }

    private void Check(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var rule = keyword.Value;
            switch (keyword.Name)
            {
                case "$ref":
                    Check(Definition(rule.GetString()!), value, path, faults);
                    break;
                case "type":
                    Demand(HasType(value, rule.GetString()!), $"{path}: not of type {rule}", faults);
                    break;
                case "enum":
                    Demand(rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)), $"{path}: not one of {rule}", faults);
                    break;
                case "pattern":
                    Demand(value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!), $"{path}: pattern", faults);
                    break;
                case "minLength":
                    Demand(value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= rule.GetInt32(), $"{path}: too short", faults);
                    break;
                case "minimum":
                    Demand(value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= rule.GetDecimal(), $"{path}: too small", faults);
                    break;
                case "maximum":
                    Demand(value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= rule.GetDecimal(), $"{path}: too large", faults);
                    break;
                case "required":
                    foreach (var name in rule.EnumerateArray().Where(_ => value.ValueKind == JsonValueKind.Object))
                    {
                        Demand(value.TryGetProperty(name.GetString()!, out _), $"{path}.{name}: missing", faults);
                    }

                    break;
                case "properties":
                    CheckProperties(schema, value, path, faults);
                    break;
                case "items":
                    var i = 0;
                    foreach (var item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default)
                    {
                        Check(rule, item, $"{path}[{i++}]", faults);
                    }

                    break;
                default:
                    Assert.Contains(keyword.Name, Annotations);
                    break;
            }
        }
    }

    private void CheckProperties(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        var closed = schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.False;
        foreach (var property in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default)
        {
            if (schema.GetProperty("properties").TryGetProperty(property.Name, out var known))
            {
                Check(known, property.Value, $"{path}.{property.Name}", faults);
            }
            else
            {
                Demand(!closed || property.Name.StartsWith('$'), $"{path}.{property.Name}: unknown", faults);
            }
        }
    }

    private JsonElement Definition(string reference) => root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);

    private static bool HasType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static void Demand(bool holds, string fault, List<string> faults)
    {
        if (!holds)
        {
            faults.Add(fault);
        }
    }
}
