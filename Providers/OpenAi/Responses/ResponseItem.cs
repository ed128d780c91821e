using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi.Responses;

/// <summary>One item of a response's output, which grows while it is streamed.</summary>
internal abstract class ResponseItem(string id, int index)
{
    public const string Done = "completed";
    public const string Open = "in_progress";
    public const string Cut = "incomplete";

    public string Id => id;

    /// <summary>Position in the output, from 0.</summary>
    public int Index => index;

    public string Status { get; set; } = Open;

    /// <summary>Writes the item as far as it has come.</summary>
    public abstract void Write(Utf8JsonWriter json);
}

/// <summary>The model's thoughts, told as their summary.</summary>
internal sealed class ReasoningItem(string id, int index) : ResponseItem(id, index)
{
    public ItemText Text { get; } = new();

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Id);
        json.WriteString("type"u8, "reasoning"u8);
        json.WriteStartArray("summary"u8);
        if (Status != Open)
        {
            WritePart(json, Text);
        }

        json.WriteEndArray();
        json.WriteString("status"u8, Status);
        json.WriteEndObject();
    }

    public static void WritePart(Utf8JsonWriter json, ItemText text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "summary_text"u8);
        json.WritePropertyName("text"u8);
        text.Write(json);
        json.WriteEndObject();
    }
}

/// <summary>What the model says, or why it declines.</summary>
internal sealed class MessageItem(string id, int index, bool isRefusal) : ResponseItem(id, index)
{
    public bool IsRefusal => isRefusal;

    public ItemText Text { get; } = new();

    /// <summary>How likely the tokens of the text were.</summary>
    public List<TokenLogProbability> LogProbabilities { get; } = [];

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Id);
        json.WriteString("type"u8, "message"u8);
        json.WriteString("status"u8, Status);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteStartArray("content"u8);
        if (Status != Open)
        {
            WritePart(json, Text);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void WritePart(Utf8JsonWriter json, ItemText text)
    {
        json.WriteStartObject();
        if (isRefusal)
        {
            json.WriteString("type"u8, "refusal"u8);
            json.WritePropertyName("refusal"u8);
            text.Write(json);
        }
        else
        {
            json.WriteString("type"u8, "output_text"u8);
            json.WritePropertyName("text"u8);
            text.Write(json);
            json.WriteStartArray("annotations"u8);
            json.WriteEndArray();
            json.WritePropertyName("logprobs"u8);
            LogProbabilityJson.Write(json, LogProbabilities);
        }

        json.WriteEndObject();
    }
}

/// <summary>A tool that the caller is to run.</summary>
internal sealed class CallItem(string id, int index, string callId, string name) : ResponseItem(id, index)
{
    private static readonly ItemText Nothing = new();

    public string Name => name;

    public ItemText Arguments { get; } = new();

    public string? Signature { get; set; }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Id);
        json.WriteString("type"u8, "function_call"u8);
        json.WriteString("status"u8, Status);
        json.WriteString("call_id"u8, callId);
        json.WriteString("name"u8, name);
        json.WritePropertyName("arguments"u8);
        (Status == Open ? Nothing : Arguments).Write(json);
        ThoughtSignature.Write(json, Signature);
        json.WriteEndObject();
    }
}
