using System.Text.Json;
using System.Text.Json.Serialization;

namespace Providers.Chat;

/// <summary>A text as JSON, the same however it is held.</summary>
internal sealed class ChatTextConverter : JsonConverter<ChatText>
{
    public override ChatText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() ?? "";

    public override void Write(Utf8JsonWriter writer, ChatText value, JsonSerializerOptions options) => value.WriteAnew(writer);
}
