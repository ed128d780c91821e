using System.Text.Json;
using Providers.Failures;

namespace Providers.OpenAi;

/// <summary>Looks a chunk or a whole answer through once, for what a relay must know, without an object model.</summary>
internal static class OpenAiScan
{
    /// <param name="json">A chunk or a whole answer.</param>
    /// <exception cref="UpstreamFailureException">It carries an error, or is not such a thing.</exception>
    public static ChunkFacts Read(ReadOnlySpan<byte> json)
    {
        var facts = new ChunkFacts();
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not a JSON object."));
            }

            var choices = -1;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadMember(ref reader, ref facts, ref choices);
            }

            if (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth > 0)
            {
                throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not built as it should be."));
            }

            // Anything behind the object is a fault that the reader reports.
            reader.Read();
            facts.IsUsageOnly = choices == 0 && facts.Usage is not null;
            facts.HasChoices = choices > 0;
            return facts;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not valid JSON."), e);
        }
    }

    private static void ReadMember(ref Utf8JsonReader reader, ref ChunkFacts facts, ref int choices)
    {
        if (reader.ValueTextEquals("choices"u8))
        {
            reader.Read();
            choices = 0;
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                choices++;
                ReadChoice(ref reader, ref facts);
            }
        }
        else if (reader.ValueTextEquals("usage"u8))
        {
            reader.Read();
            facts.Usage = OpenAiUsage.Read(ref reader) ?? facts.Usage;
        }
        else if (reader.ValueTextEquals("x_groq"u8))
        {
            reader.Read();
            ReadUsageWithin(ref reader, ref facts);
        }
        else if (reader.ValueTextEquals("error"u8))
        {
            reader.Read();
            ThrowIfError(ref reader);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    // Groq reports there by itself, at the end of a stream.
    private static void ReadUsageWithin(ref Utf8JsonReader reader, ref ChunkFacts facts)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUsage = reader.ValueTextEquals("usage"u8);
            reader.Read();
            if (isUsage)
            {
                facts.Usage = OpenAiUsage.Read(ref reader) ?? facts.Usage;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadChoice(ref Utf8JsonReader reader, ref ChunkFacts facts)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                ReadDelta(ref reader, ref facts);
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                facts.FinishReason = OpenAiFinish.Read(ref reader) ?? facts.FinishReason;
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                // Kimi puts the figures into the last choice.
                reader.Read();
                facts.Usage = OpenAiUsage.Read(ref reader) ?? facts.Usage;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    private static void ReadDelta(ref Utf8JsonReader reader, ref ChunkFacts facts)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isShown = reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("reasoning_content"u8)
                || reader.ValueTextEquals("reasoning"u8) || reader.ValueTextEquals("refusal"u8)
                || reader.ValueTextEquals("function_call"u8)
                || reader.ValueTextEquals("reasoning_details"u8) || reader.ValueTextEquals("audio"u8);
            var isCall = !isShown && reader.ValueTextEquals("tool_calls"u8);
            reader.Read();
            if (isCall && reader.TokenType == JsonTokenType.StartArray)
            {
                facts.IsContent |= ReadToolCalls(ref reader, ref facts);
            }
            else if (isShown || isCall)
            {
                facts.IsContent |= SaysSomething(ref reader, ref facts);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static bool ReadToolCalls(ref Utf8JsonReader reader, ref ChunkFacts facts)
    {
        var call = reader.CurrentDepth + 1;
        var isEmpty = true;
        var isIndexed = false;
        while (reader.Read() && reader.CurrentDepth >= call)
        {
            isEmpty = false;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when reader.CurrentDepth == call:
                    isIndexed = false;
                    break;
                case JsonTokenType.EndObject when reader.CurrentDepth == call:
                    facts.LacksToolIndex |= !isIndexed;
                    break;
                case JsonTokenType.PropertyName when reader.CurrentDepth == call + 1 && reader.ValueTextEquals("index"u8):
                    isIndexed |= reader.Read() && reader.TokenType == JsonTokenType.Number;
                    break;
                case JsonTokenType.String:
                    // Arguments are all the text there is, but for ids and names.
                    facts.ContentBytes += JsonText.Measure(ref reader).Bytes;
                    break;
            }
        }

        facts.CallsTool |= !isEmpty;
        return !isEmpty;
    }

    /// <summary>Whether a value is more than null, "", [] or {}; leaves the reader on its last token.</summary>
    private static bool SaysSomething(ref Utf8JsonReader reader, ref ChunkFacts facts)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                facts.TextAt = (int)reader.TokenStartIndex + 1;
                facts.ContentBytes += JsonText.Measure(ref reader).Bytes;
                return reader.ValueSpan.Length > 0;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                var start = reader.CurrentDepth;
                reader.Read();
                var isEmpty = reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject && reader.CurrentDepth == start;
                while (!isEmpty && reader.CurrentDepth > start)
                {
                    // The text of what there is so deep inside, but for ids and names.
                    facts.ContentBytes += reader.TokenType == JsonTokenType.String ? JsonText.Measure(ref reader).Bytes : 0;
                    reader.Read();
                }

                return !isEmpty;
            default:
                return false;
        }
    }

    /// <summary>Reads the value of <c>error</c>; null and false are none.</summary>
    public static void ThrowIfError(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.Null or JsonTokenType.False))
        {
            var error = JsonElement.ParseValue(ref reader);
            throw new UpstreamFailureException(FailureClassifier.ClassifyInBand(ErrorBody.Read(error), (int?)error.Whole("code")));
        }
    }
}
