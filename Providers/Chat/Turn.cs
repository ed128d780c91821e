using System.Collections.Immutable;
using System.Text.Json;

namespace Providers.Chat;

/// <summary>
/// What one side says until the other does. Formats that want user and assistant in turn want all results of a round of
/// tools in one of them.
/// </summary>
/// <param name="IsAssistant">Whether the model speaks; otherwise the user, and the tools on the user's side.</param>
/// <param name="Messages">One or more, in order.</param>
internal sealed record Turn(bool IsAssistant, ImmutableArray<ChatMessage> Messages)
{
    /// <summary>Puts a conversation into turns, without its system messages and those that say nothing, which are refused.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="dropped">Takes the names of what turns cannot say.</param>
    public static IEnumerable<Turn> Of(ImmutableArray<ChatMessage> messages, ISet<string> dropped)
    {
        var turn = ImmutableArray.CreateBuilder<ChatMessage>();
        foreach (var message in messages)
        {
            if (message.Name is not null)
            {
                dropped.Add("messages.name");
            }

            if (message.Role is ChatRole.System or ChatRole.Developer)
            {
                continue;
            }

            if (!SaysSomething(message))
            {
                dropped.UnionWith(message.Content.OfType<OtherPart>().Select(static part => "messages.content." + part.Kind));
                continue;
            }

            if (turn.Count > 0 && IsAssistantSide(turn[0]) != IsAssistantSide(message))
            {
                yield return new(IsAssistantSide(turn[0]), turn.DrainToImmutable());
            }

            turn.Add(message);
        }

        if (turn.Count > 0)
        {
            yield return new(IsAssistantSide(turn[0]), turn.DrainToImmutable());
        }
    }

    /// <summary>Writes turns as objects with a role and a list.</summary>
    /// <param name="json">Takes them.</param>
    /// <param name="turns">The turns.</param>
    /// <param name="name">What the turns are called.</param>
    /// <param name="assistant">What the model's role is called.</param>
    /// <param name="list">What the list in each is called.</param>
    /// <param name="write">Writes what a message adds to it.</param>
    public static void WriteAll(
        Utf8JsonWriter json, IEnumerable<Turn> turns, string name, string assistant, string list, Action<Utf8JsonWriter, ChatMessage> write)
    {
        json.WriteStartArray(name);
        foreach (var turn in turns)
        {
            json.WriteStartObject();
            json.WriteString("role", turn.IsAssistant ? assistant : "user");
            json.WriteStartArray(list);
            foreach (var message in turn.Messages)
            {
                write(json, message);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool SaysSomething(ChatMessage message) => message.Role == ChatRole.Tool || !message.ToolCalls.IsEmpty
        || message.Content.Any(static part => part is ImagePart || (part is TextPart text && !text.Text.IsBlank));

    private static bool IsAssistantSide(ChatMessage message) => message.Role == ChatRole.Assistant;
}
