using System.Buffers;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi.Completions;

/// <summary>Writes answers of chats, whole or chunk by chunk, as <c>text_completion</c> objects. One for each answer: offsets count on.</summary>
/// <param name="echo">What each choice begins with; null for nothing.</param>
/// <param name="firstChoice">What choices are numbered from.</param>
/// <param name="id">What the answer is called where it is one of several under one name; null leaves the chat's own.</param>
public sealed class TextCompletionWriter(ChatText? echo = null, int firstChoice = 0, string? id = null)
{
    private readonly Dictionary<long, LegacyLogProbabilities> _likely = [];
    private readonly HashSet<long> _begun = [];

    /// <summary>Writes what an answer or a chunk of the chat format says.</summary>
    /// <param name="output">Takes the JSON.</param>
    /// <param name="chat">A <c>chat.completion</c> or <c>chat.completion.chunk</c>.</param>
    /// <returns>False when there is nothing in it that this format could say; then nothing is written.</returns>
    public bool TryWrite(IBufferWriter<byte> output, ReadOnlyMemory<byte> chat)
    {
        using var document = JsonDocument.Parse(chat);
        var root = document.RootElement;
        var choices = root.Items("choices").ToArray();
        if (choices.Length > 0 && Array.TrueForAll(choices, choice => SaysNothing(choice, chat)))
        {
            return false;
        }

        using var json = new Utf8JsonWriter(output, JsonBody.Options);
        json.WriteStartObject();
        json.WriteString("id"u8, IdOf(id ?? root.Text("id")));
        json.WriteString("object"u8, "text_completion"u8);
        json.WriteNumber("created"u8, root.Whole("created") ?? 0);
        json.WriteString("model"u8, root.Text("model") ?? "");
        json.WriteStartArray("choices"u8);
        foreach (var choice in choices)
        {
            WriteChoice(json, choice, chat);
        }

        json.WriteEndArray();
        Copy(json, root, "usage");
        Copy(json, root, "system_fingerprint");
        json.WriteEndObject();
        return true;
    }

    private void WriteChoice(Utf8JsonWriter json, JsonElement choice, ReadOnlyMemory<byte> chat)
    {
        var index = choice.Whole("index") ?? 0;
        json.WriteStartObject();
        var text = TextOf(choice, chat);
        json.WriteText("text"u8, _begun.Add(index) && echo is { } prompt ? ChatText.Join([prompt, text]) : text);
        json.WriteNumber("index"u8, firstChoice + index);
        json.WritePropertyName("logprobs"u8);
        if (choice.Member("logprobs")?.Member("content") is { ValueKind: JsonValueKind.Array } tokens)
        {
            if (!_likely.TryGetValue(index, out var likely))
            {
                _likely[index] = likely = new();
            }

            likely.Write(json, tokens);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteString("finish_reason"u8, choice.Text("finish_reason"));
        json.WriteEndObject();
    }

    private static bool SaysNothing(JsonElement choice, ReadOnlyMemory<byte> chat) =>
        TextOf(choice, chat).IsEmpty && choice.Text("finish_reason") is null && choice.Member("logprobs") is null;

    // Thoughts have no place here; a refusal is the answer.
    private static ChatText TextOf(JsonElement choice, ReadOnlyMemory<byte> chat)
    {
        var message = choice.Member("delta") ?? choice.Member("message") ?? default;
        return ChatText.Find(message, "content", chat) is { IsEmpty: false } text ? text : ChatText.Find(message, "refusal", chat) ?? "";
    }

    private static string IdOf(string? given)
    {
        const string Chat = "chatcmpl-";
        return given is null ? "" : given.StartsWith(Chat, StringComparison.Ordinal) ? $"cmpl-{given[Chat.Length..]}" : given;
    }

    private static void Copy(Utf8JsonWriter json, JsonElement root, string name)
    {
        if (root.TryGetProperty(name, out var value))
        {
            json.WritePropertyName(name);
            json.WriteRaw(value);
        }
    }
}
