using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi.Completions;

/// <summary>
/// Makes a chat of a prompt: one user's message. Of several prompts each becomes a chat of its own. Most members are called the same in
/// both and go through as they came; what only a model that continues text could do is refused.
/// </summary>
internal sealed class PromptTranslation(FaultList faults)
{
    private const int MostLogProbabilities = 20;
    private const int MostPrompts = 32;

    /// <param name="root">The body's object.</param>
    /// <param name="body">The body as it came.</param>
    public ChatRequest Read(JsonElement root, ReadOnlyMemory<byte> body)
    {
        var prompts = ReadPrompts(root, body);
        var likely = ReadLogProbabilities(root.Member("logprobs"));
        Refuse(root);
        var chats = prompts
            .TakeWhile((_, index) => index == 0 || faults.IsEmpty)
            .Select(prompt => TranslatedChat.Read(body, JsonBody.Write(json => Write(json, root, prompt, likely)), [], faults))
            .ToArray();
        if (faults.IsEmpty)
        {
            chats[0].Others = [.. chats[1..]];
            for (var index = 0; index < chats.Length; index++)
            {
                chats[index].Echo = root.Flag("echo") == true ? prompts[index] : (ChatText?)null;
                chats[index].FirstChoice = index * chats[index].Facts.Choices;
                chats[index].IsLast = index == chats.Length - 1;
            }
        }

        return chats[0];
    }

    private ChatText[] ReadPrompts(JsonElement root, ReadOnlyMemory<byte> body)
    {
        switch (root.Member("prompt"))
        {
            case { ValueKind: JsonValueKind.String } text:
                return [ChatText.Of(text, body)];
            case { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Number or JsonValueKind.Array):
                faults.Add("prompt", "Tokens are of one model only; send the prompt as text.");
                return [""];
            case { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > MostPrompts:
                faults.Add("prompt", $"At most {MostPrompts} prompts in a request.");
                return [""];
            case { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 0 && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String):
                return [.. list.EnumerateArray().Select(item => ChatText.Of(item, body))];
            default:
                faults.Add("prompt", "Required: a string, or an array of them.");
                return [""];
        }
    }

    private int? ReadLogProbabilities(JsonElement? count)
    {
        switch (count)
        {
            case null or { ValueKind: JsonValueKind.False }:
                return null;
            case { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var most) && most is >= 0 and <= MostLogProbabilities:
                return most;
            default:
                faults.Add("logprobs", $"Must be a whole number from 0 to {MostLogProbabilities}.");
                return null;
        }
    }

    private void Refuse(JsonElement root)
    {
        switch (root.Member("echo"))
        {
            case null or { ValueKind: JsonValueKind.False }:
                break;
            case { ValueKind: JsonValueKind.True } when root.Member("logprobs") is not (null or { ValueKind: JsonValueKind.False }):
                faults.Add("echo", "Nobody tells how likely the prompt's own tokens are; leave echo or logprobs out.");
                break;
            case { ValueKind: JsonValueKind.True }:
                break;
            default:
                faults.Add("echo", "Must be true or false.");
                break;
        }

        if (root.Member("suffix") is { } suffix && !(suffix.ValueKind == JsonValueKind.String && suffix.GetString()!.Length == 0))
        {
            faults.Add("suffix", "The prompt is answered by a chat model, which cannot fill in what stands before a text; leave suffix out.");
        }

        if (root.Member("best_of") is { } best && !(best.ValueKind == JsonValueKind.Number && best.TryGetInt32(out var count) && count == (root.Whole("n") ?? 1)))
        {
            faults.Add("best_of", "Every answer made is returned; leave best_of out, or set it to n.");
        }
    }

    private static void Write(Utf8JsonWriter json, JsonElement root, ChatText prompt, int? likely)
    {
        json.WriteStartObject();
        foreach (var member in root.EnumerateObject())
        {
            if (member.Name is not ("prompt" or "messages" or "echo" or "suffix" or "best_of" or "logprobs" or "top_logprobs"))
            {
                json.WritePropertyName(member.Name);
                json.WriteRaw(member.Value);
            }
        }

        json.WriteStartArray("messages"u8);
        json.WriteStartObject();
        json.WriteString("role"u8, "user"u8);
        json.WriteText("content"u8, prompt);
        json.WriteEndObject();
        json.WriteEndArray();
        if (likely is { } most)
        {
            json.WriteBoolean("logprobs"u8, true);
            json.WriteNumber("top_logprobs"u8, most);
        }

        json.WriteEndObject();
    }
}
