using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>
/// Reads <c>metadata.tags</c>, an array of texts or one text with commas. The member is OpenAI's and the caller's: it passes through
/// untouched, the rest of it unread, and what cannot be a label is no fault.
/// </summary>
internal static class MetadataTags
{
    /// <summary>Leaves the reader on the last token of the value.</summary>
    public static ImmutableArray<string> Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return [];
        }

        List<string>? tags = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTags = reader.ValueTextEquals("tags"u8);
            reader.Read();
            if (isTags && reader.TokenType is (JsonTokenType.String or JsonTokenType.StartArray))
            {
                ReadTags(ref reader, tags ??= []);
            }
            else
            {
                reader.Skip();
            }
        }

        return tags is null ? [] : [.. tags.Distinct(StringComparer.Ordinal).Take(TagRules.Most)];
    }

    private static void ReadTags(ref Utf8JsonReader reader, List<string> tags)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            Add(reader.GetString()!.Split(',', StringSplitOptions.TrimEntries), tags);
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                Add([reader.GetString()!.Trim()], tags);
            }

            reader.Skip();
        }
    }

    private static void Add(IEnumerable<string> texts, List<string> tags) => tags.AddRange(texts.Where(static text => TagRules.IsTag(text)));
}
