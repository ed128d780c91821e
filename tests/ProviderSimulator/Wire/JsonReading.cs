using System.Text.Json;

namespace Simulation.Wire;

/// <summary>Lenient reads: a request that lacks something gets the default, as providers do.</summary>
internal static class JsonReading
{
    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(this JsonElement element) => element.ValueKind is JsonValueKind.String ? element.GetString() : null;

    public static int? Number(this JsonElement element) =>
        element.ValueKind is JsonValueKind.Number && element.TryGetInt32(out var number) ? number : null;

    public static bool? Flag(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static JsonElement[] Items(this JsonElement element) =>
        element.ValueKind is JsonValueKind.Array ? [.. element.EnumerateArray()] : [];

    /// <summary>Content that is a string, or a list of parts with a <c>text</c> each.</summary>
    public static string Content(this JsonElement element) =>
        element.Text() ?? string.Concat(element.Items().Select(part => part.Text() ?? part.At("text").Text()));
}
