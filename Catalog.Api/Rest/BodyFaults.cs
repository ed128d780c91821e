using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Catalog.Api.Rest;

/// <summary>Finds everything in a JSON text that a type cannot take: unknown, repeated and missing fields, values of another kind.</summary>
/// <remarks>The serialiser stops at the first fault; people want to hear of all of them.</remarks>
internal static class BodyFaults
{
    private const int MostFaults = 200;

    /// <param name="value">What was sent.</param>
    /// <param name="type">What it should be.</param>
    /// <param name="path">Where the value stands; empty for the whole.</param>
    /// <param name="options">How the type is read.</param>
    /// <param name="faults">Gets the faults.</param>
    public static void Check(JsonElement value, Type type, string path, JsonSerializerOptions options, Faults faults)
    {
        if (faults.All.Count >= MostFaults)
        {
            return;
        }

        var known = Nullable.GetUnderlyingType(type);
        if (value.ValueKind is JsonValueKind.Null && (known is not null || !type.IsValueType))
        {
            return;
        }

        var info = options.GetTypeInfo(known ?? type);
        switch (info.Kind, value.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                CheckFields(value, info, path, options, faults);
                break;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
                {
                    Check(item, info.ElementType!, $"{path}[{i}]", options, faults);
                }

                break;
            case (JsonTypeInfoKind.Dictionary, JsonValueKind.Object):
                foreach (var field in value.EnumerateObject())
                {
                    Check(field.Value, info.ElementType!, Under(path, field.Name), options, faults);
                }

                break;
            default:
                CheckValue(value, info, path, faults);
                break;
        }
    }

    private static void CheckFields(JsonElement value, JsonTypeInfo info, string path, JsonSerializerOptions options, Faults faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in value.EnumerateObject())
        {
            var property = info.Properties.FirstOrDefault(property => property.Name == field.Name);
            if (!seen.Add(field.Name))
            {
                faults.Add(Under(path, field.Name), "is given more than once");
            }
            else if (property is null)
            {
                var names = info.Properties.Select(known => known.Name).ToArray();
                faults.Add(Under(path, field.Name), $"is no field{Suggestion.Clause(field.Name, names)} There are {string.Join(", ", names)}.");
            }
            else
            {
                Check(field.Value, property.PropertyType, Under(path, field.Name), options, faults);
            }
        }

        foreach (var missing in info.Properties.Where(property => IsRequired(property) && !seen.Contains(property.Name)))
        {
            faults.Add(Under(path, missing.Name), "is missing");
        }
    }

    private static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired || property.AssociatedParameter is { IsNullable: false, HasDefaultValue: false, IsMemberInitializer: false };

    private static void CheckValue(JsonElement value, JsonTypeInfo info, string path, Faults faults)
    {
        try
        {
            value.Deserialize(info);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or NotSupportedException)
        {
            faults.Add(path.Length == 0 ? "$" : path, Wanted(info.Type));
        }
    }

    private static string Wanted(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "must be true or false",
        TypeCode.Int32 or TypeCode.Int64 => "must be a whole number",
        TypeCode.Decimal => "must be a number of at most 28 digits",
        TypeCode.String => "must be a text",
        _ when type == typeof(DateTimeOffset) => "must be a moment such as 2026-11-21T10:00:00Z",
        _ when type == typeof(DateOnly) => "must be a date such as 2026-11-21",
        _ => "is of another kind than this field takes",
    };

    private static string Under(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
