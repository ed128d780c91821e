using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Providers.OpenAi;

namespace Providers.Bodies;

/// <summary>What is wrong with a body before anything in it is looked at.</summary>
internal static class BodyFaults
{
    public const string NoUnicode = "The body has an escape sequence that is not valid Unicode.";

    /// <param name="body">The body.</param>
    /// <param name="needed">The member that every request has.</param>
    /// <returns>Null when it may be parsed.</returns>
    public static string? Find(ReadOnlySpan<byte> body, string needed)
    {
        if (body.IsEmpty)
        {
            return $"The body is empty; send a JSON object with '{needed}'.";
        }

        return !Utf8.IsValid(body) ? "The body is not valid UTF-8."
            : JsonEscapes.HasLoneSurrogate(body) ? NoUnicode
            : null;
    }

    public static string Of(JsonException fault) => string.Create(
        CultureInfo.InvariantCulture,
        $"The body is not valid JSON (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}), or nested deeper than {OpenAiChatReader.MaxDepth}.");
}
