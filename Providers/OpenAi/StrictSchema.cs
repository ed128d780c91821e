using System.Text.Json;

namespace Providers.OpenAi;

/// <summary>
/// Whether OpenAI takes a JSON schema that must be kept to strictly: each object is closed, and has nothing that may be left out. With
/// any other it refuses the whole request, and keeps to the schema as well as it can where nobody says strict.
/// </summary>
internal static class StrictSchema
{
    /// <param name="schema">A schema, or a part of one.</param>
    public static bool Fits(JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.Object => IsClosed(schema) && schema.EnumerateObject().All(static member => Fits(member.Value)),
        JsonValueKind.Array => schema.EnumerateArray().All(Fits),
        _ => true,
    };

    private static bool IsClosed(JsonElement schema)
    {
        var properties = schema.Member("properties") is { ValueKind: JsonValueKind.Object } given ? given : default(JsonElement?);
        if (properties is null && schema.Text("type") != "object")
        {
            return true;
        }

        var required = schema.Items("required").Where(static name => name.ValueKind == JsonValueKind.String).Select(static name => name.GetString()).ToHashSet();
        return schema.Flag("additionalProperties") == false
            && (properties is null || properties.Value.EnumerateObject().All(member => required.Contains(member.Name)));
    }
}
