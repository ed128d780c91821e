using System.Buffers;
using Providers.OpenAi;

namespace Providers.Chat;

/// <summary>
/// What the users of a conversation asked last: the latest turn, with the one before it where that alone says nothing ("And in Go?").
/// It is read in memory that is lent for as long, since a long prompt would be a large object as a string of its own.
/// </summary>
internal static class LatestQuestion
{
    private const int ShortestTurn = 80;
    private const int MostKept = 4;

    // Lent for microseconds, whichever thread asks: a few arrays of a size do for all.
    private static readonly ArrayPool<char> Pool = ArrayPool<char>.Create(1024 * 1024, MostKept);

    /// <param name="body">A validated body in OpenAI's format.</param>
    /// <param name="turns">Where the contents of the users' turns stand, oldest first; null for none.</param>
    /// <param name="read">Takes the question, which is empty where nobody asked.</param>
    public static T Read<T>(ReadOnlySpan<byte> body, List<ByteRange>? turns, Func<ReadOnlySpan<char>, T> read)
    {
        Span<char> kept = stackalloc char[ShortestTurn];
        var latest = kept[..0];
        for (var i = (turns?.Count ?? 0) - 1; i >= 0; i--)
        {
            var content = body[turns![i].Start..turns[i].End];
            var text = Pool.Rent(content.Length + 1 + latest.Length);
            try
            {
                var length = OpenAiUserTexts.Copy(content, text);
                if (!latest.IsEmpty)
                {
                    text[length++] = '\n';
                    latest.CopyTo(text.AsSpan(length));
                    return read(text.AsSpan(0, length + latest.Length));
                }

                if (length >= ShortestTurn)
                {
                    return read(text.AsSpan(0, length));
                }

                text.AsSpan(0, length).CopyTo(kept);
                latest = kept[..length];
            }
            finally
            {
                Pool.Return(text);
            }
        }

        return read(latest);
    }

    /// <summary>The same of a conversation whose texts have been read already.</summary>
    public static T Read<T>(Conversation conversation, Func<ReadOnlySpan<char>, T> read)
    {
        var question = "";
        foreach (var turn in conversation.Messages.Reverse().Where(static message => message.Role == ChatRole.User))
        {
            if (question.Length > 0)
            {
                question = $"{turn.Text}\n{question}";
                break;
            }

            question = turn.Text;
            if (question.Length >= ShortestTurn)
            {
                break;
            }
        }

        return read(question);
    }
}
