using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Providers.Failures;

namespace Providers.OpenAi;

/// <summary>
/// Numbers the tool calls of a stream whose provider does not, which SDKs insist on: a part with an id or a name of its own begins a
/// call, any other goes on with the one before.
/// </summary>
internal sealed class ToolCallIndexes
{
    private readonly Dictionary<int, (int Index, string? Id)> _latest = [];

    /// <summary>The chunk with an <c>index</c> in each part of a call.</summary>
    /// <param name="chunk">A chunk that lacks one.</param>
    /// <exception cref="UpstreamFailureException">An id or name in it is no text.</exception>
    public ReadOnlyMemory<byte> AddTo(ReadOnlyMemory<byte> chunk)
    {
        try
        {
            return Rewrite(chunk);
        }
        catch (InvalidOperationException e)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("A text of the answer is not valid Unicode."), e);
        }
    }

    private ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> chunk)
    {
        var output = new ArrayBufferWriter<byte>(chunk.Length + 32);
        using var json = new Utf8JsonWriter(output, JsonBody.Options);
        using var document = JsonDocument.Parse(chunk);
        Copy(document.RootElement, json, "choices", choices => WriteAll(choices, json, choice =>
        {
            var number = (int)(choice.Whole("index") ?? 0);
            Copy(choice, json, "delta", delta => Copy(delta, json, "tool_calls", calls => WriteAll(calls, json, call => WriteCall(call, number, json))));
        }));
        json.Flush();
        return output.WrittenMemory;
    }

    private void WriteCall(JsonElement call, int choice, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, IndexOf(call, choice));
        foreach (var member in call.EnumerateObject())
        {
            if (!member.NameEquals("index"u8))
            {
                member.WriteRaw(json);
            }
        }

        json.WriteEndObject();
    }

    private int IndexOf(JsonElement call, int choice)
    {
        var before = _latest.GetValueOrDefault(choice, (-1, null));
        var id = call.Text("id") is { Length: > 0 } given ? given : null;
        var begins = id is not null ? id != before.Id : (call.Member("function") ?? default).Text("name") is { Length: > 0 };
        var index = (int?)call.Whole("index") ?? (begins || before.Index < 0 ? before.Index + 1 : before.Index);
        _latest[choice] = (index, id ?? before.Id);
        return index;
    }

    private static void Copy(JsonElement value, Utf8JsonWriter json, string name, Action<JsonElement> write)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            WriteRaw(value, json);
            return;
        }

        json.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            if (member.NameEquals(name))
            {
                json.WritePropertyName(name);
                write(member.Value);
            }
            else
            {
                member.WriteRaw(json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteAll(JsonElement values, Utf8JsonWriter json, Action<JsonElement> write)
    {
        if (values.ValueKind != JsonValueKind.Array)
        {
            WriteRaw(values, json);
            return;
        }

        json.WriteStartArray();
        foreach (var value in values.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.Object)
            {
                write(value);
            }
            else
            {
                WriteRaw(value, json);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteRaw(JsonElement value, Utf8JsonWriter json) =>
        json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
}
