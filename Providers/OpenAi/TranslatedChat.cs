using System.Collections.Immutable;
using Providers.Chat;
using Providers.Streams;

namespace Providers.OpenAi;

/// <summary>
/// Reads a request of a related format through its translation into a chat request, so that upstreams of the chat format get whatever
/// the two have in common, and all others are served the way chats are.
/// </summary>
internal static class TranslatedChat
{
    /// <param name="original">The caller's own body.</param>
    /// <param name="chat">The chat request that says the same; the result gives it back.</param>
    /// <param name="lost">Fields of the caller's that it cannot say.</param>
    /// <param name="faults">What is wrong so far; takes what else is wrong with members that both formats have.</param>
    /// <returns>Of no use once there are faults.</returns>
    public static ChatRequest Read(ReadOnlyMemory<byte> original, WholeBody chat, ImmutableArray<string> lost, FaultList faults)
    {
        var reading = OpenAiChatReader.Read(chat.Bytes);
        foreach (var (field, message) in reading.Faults.Where(fault => faults.IsEmpty || IsShared(fault.Field)))
        {
            faults.Add(field, message);
        }

        if (reading.Request is { } request)
        {
            request.OpenAiMap!.IsTranslation = true;
            request.Original = original;
            request.Translation = chat;
            request.Lost = lost;
        }

        return reading.Request!;
    }

    // What was made of a faulty member is faulty as well, and its name would say nothing to the caller.
    private static bool IsShared(string field) =>
        field is "model" or "stream" or "temperature" or "top_p" or "n" or "seed" or "max_tokens" || field.StartsWith("routing", StringComparison.Ordinal)
        || field.StartsWith("stop", StringComparison.Ordinal) || field.StartsWith("stream_options", StringComparison.Ordinal);
}
