using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Reads what users said out of a validated body, without the rest of the conversation.</summary>
internal static class OpenAiUserTexts
{
    /// <param name="body">The body.</param>
    /// <param name="contents">Where the contents of the users' turns stand, oldest first.</param>
    /// <returns>The texts, the latest first.</returns>
    public static IEnumerable<string> Read(ReadOnlyMemory<byte> body, List<ByteRange>? contents)
    {
        for (var i = (contents?.Count ?? 0) - 1; i >= 0; i--)
        {
            yield return Text(body[contents![i].Start..contents[i].End]);
        }
    }

    private static string Text(ReadOnlyMemory<byte> content)
    {
        var reader = new Utf8JsonReader(content.Span, new JsonReaderOptions { MaxDepth = OpenAiChatReader.MaxDepth });
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString()!;
        }

        using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = OpenAiChatReader.MaxDepth });
        return new ChatMessage { Role = ChatRole.User, Content = OpenAiMessageReader.ReadContent(document.RootElement) }.Text;
    }
}
