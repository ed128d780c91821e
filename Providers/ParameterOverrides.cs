using System.Collections.Immutable;
using System.Text.Json;

namespace Providers;

/// <summary>
/// Sets a provider's own parameters in a body that is ready to go, whatever its format: objects are merged into the body's, null
/// removes, everything else replaces (RFC 7396). What they do not name stays as it is, to the byte.
/// </summary>
internal static class ParameterOverrides
{
    public static SplicedContent Apply(SplicedContent body, ImmutableSortedDictionary<string, string> parameters)
    {
        if (parameters.IsEmpty)
        {
            return body;
        }

        var joined = body.JoinPooled();
        using var document = JsonDocument.Parse(joined.Bytes);
        var merged = JsonBody.WriteContent(json => Merge(json, document.RootElement, parameters));
        joined.GiveBack();
        body.Abandon();
        return merged;
    }

    private static void Merge(Utf8JsonWriter json, JsonElement target, ImmutableSortedDictionary<string, string> parameters)
    {
        json.WriteStartObject();
        foreach (var member in target.EnumerateObject())
        {
            if (!parameters.ContainsKey(member.Name))
            {
                Write(json, member.Name, member.Value);
            }
        }

        foreach (var (name, text) in parameters)
        {
            using var patch = JsonDocument.Parse(text);
            Set(json, name, target.TryGetProperty(name, out var kept) ? kept : default, patch.RootElement);
        }

        json.WriteEndObject();
    }

    private static void Set(Utf8JsonWriter json, string name, JsonElement kept, JsonElement patch)
    {
        switch (patch.ValueKind)
        {
            case JsonValueKind.Null:
                return;
            case JsonValueKind.Object:
                json.WriteStartObject(name);
                Merge(json, kept, patch);
                json.WriteEndObject();
                return;
            default:
                Write(json, name, patch);
                return;
        }
    }

    private static void Merge(Utf8JsonWriter json, JsonElement kept, JsonElement patch)
    {
        var isObject = kept.ValueKind is JsonValueKind.Object;
        foreach (var member in isObject ? kept.EnumerateObject() : default)
        {
            if (!patch.TryGetProperty(member.Name, out _))
            {
                Write(json, member.Name, member.Value);
            }
        }

        foreach (var member in patch.EnumerateObject())
        {
            Set(json, member.Name, isObject && kept.TryGetProperty(member.Name, out var inner) ? inner : default, member.Value);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        json.WriteRaw(value);
    }
}
