using System.Text.Json;

namespace Providers.OpenAi;

/// <summary>Reads what a user said out of a validated body, without the rest of the conversation.</summary>
internal static class OpenAiUserTexts
{
    /// <summary>Copies the text of a message's content: a string, or the texts among its parts, joined.</summary>
    /// <param name="content">JSON.</param>
    /// <param name="text">Has room for as many characters as the JSON has bytes.</param>
    /// <returns>How many there are.</returns>
    public static int Copy(ReadOnlySpan<byte> content, Span<char> text)
    {
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = OpenAiChatReader.MaxDepth });
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.CopyString(text);
        }

        var length = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            length += CopyPart(ref reader, text[length..]);
        }

        return length;
    }

    private static int CopyPart(ref Utf8JsonReader reader, Span<char> text)
    {
        var isText = false;
        var length = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isValue = reader.ValueTextEquals("text"u8);
            reader.Read();
            if (isType)
            {
                isText = reader.ValueTextEquals("text"u8);
            }
            else if (isValue && reader.TokenType == JsonTokenType.String)
            {
                length = reader.CopyString(text);
            }
            else
            {
                reader.Skip();
            }
        }

        return isText ? length : 0;
    }
}
