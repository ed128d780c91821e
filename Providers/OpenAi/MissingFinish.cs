using System.Buffers;
using System.Text.Json;
using Providers.Failures;

namespace Providers.OpenAi;

/// <summary>
/// Makes up for a <c>finish_reason</c> that a provider left out although it marked the end of its stream with <c>[DONE]</c>. SDKs take a
/// stream without one for broken off, and this one is not.
/// </summary>
internal static class MissingFinish
{
    /// <summary>Composes the chunk that should have come: the head of the others, and why the answer must have ended.</summary>
    /// <exception cref="UpstreamFailureException">There was no answer at all.</exception>
    public static ReadOnlyMemory<byte> Compose(OpenAiChunkScan chunks)
    {
        if (chunks.Example.IsEmpty)
        {
            throw new UpstreamFailureException(UpstreamFailure.Cut("The stream ended without an answer."));
        }

        var output = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(output, JsonBody.Options);
        json.WriteStartObject();
        foreach (var member in JsonElement.Parse(chunks.Example).EnumerateObject())
        {
            if (!member.NameEquals("choices"u8) && (!member.NameEquals("usage"u8) || member.Value.ValueKind == JsonValueKind.Null))
            {
                member.WriteRaw(json);
            }
        }

        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("delta"u8);
        json.WriteEndObject();
        json.WriteString("finish_reason"u8, chunks.CallsTool ? "tool_calls"u8 : "stop"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }
}
