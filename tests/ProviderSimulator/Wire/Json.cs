using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Simulation.Wire;

internal static class Json
{
    /// <summary>Anonymous objects spell out the wire formats; text stays UTF-8, so that splits can hit a character.</summary>
    private static readonly JsonSerializerOptions Written = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Options of the admin endpoints.</summary>
    public static readonly JsonSerializerOptions Admin = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        WriteIndented = true,
    };

    public static byte[] Bytes(object value) => JsonSerializer.SerializeToUtf8Bytes(value, Written);

    public static byte[] Quoted(string text) => JsonSerializer.SerializeToUtf8Bytes(text, Written);

    /// <summary>A server-sent event without a name.</summary>
    public static byte[] Event(object value) => [.. "data: "u8, .. Bytes(value), .. "\n\n"u8];

    /// <summary>A server-sent event with a name.</summary>
    public static byte[] Event(string name, object value) =>
        [.. "event: "u8, .. Encoding.UTF8.GetBytes(name), .. "\ndata: "u8, .. Bytes(value), .. "\n\n"u8];

    /// <summary>JSON text as a value to embed.</summary>
    public static JsonElement Parsed(string json) => JsonElement.Parse(json);

    /// <summary>Text in two pieces, as tool arguments arrive: neither is JSON by itself.</summary>
    public static string[] Fragments(string text) => text.Length < 2 ? [text] : [text[..(text.Length / 2)], text[(text.Length / 2)..]];

    /// <summary>One line of a stream of JSON lines.</summary>
    public static byte[] Line(object value) => [.. Bytes(value), (byte)'\n'];
}
