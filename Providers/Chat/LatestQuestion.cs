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

    /// <summary>The turns of users, oldest first.</summary>
    private interface ITurns
    {
        int Count { get; }

        /// <summary>Characters that a turn takes at most.</summary>
        int RoomFor(int turn);

        /// <returns>Characters that it took.</returns>
        int Copy(int turn, Span<char> text);
    }

    /// <param name="body">A validated body in OpenAI's format.</param>
    /// <param name="turns">Where the contents of the users' turns stand, oldest first; null for none.</param>
    /// <param name="read">Takes the question, which is empty where nobody asked.</param>
    public static T Read<T>(ReadOnlySpan<byte> body, List<ByteRange>? turns, Func<ReadOnlySpan<char>, T> read) =>
        Read(new TurnsOfBody(body, turns), read);

    /// <summary>The same of a conversation whose texts have been read already.</summary>
    public static T Read<T>(Conversation conversation, Func<ReadOnlySpan<char>, T> read) =>
        Read(new TurnsOfConversation([.. conversation.Messages.Where(static message => message.Role == ChatRole.User)]), read);

    private static T Read<TTurns, T>(TTurns turns, Func<ReadOnlySpan<char>, T> read)
        where TTurns : ITurns, allows ref struct
    {
        Span<char> kept = stackalloc char[ShortestTurn];
        var latest = kept[..0];
        for (var turn = turns.Count - 1; turn >= 0; turn--)
        {
            var text = Pool.Rent(turns.RoomFor(turn) + 1 + latest.Length);
            try
            {
                var length = turns.Copy(turn, text);
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

    private readonly ref struct TurnsOfBody(ReadOnlySpan<byte> body, List<ByteRange>? contents) : ITurns
    {
        private readonly ReadOnlySpan<byte> _body = body;

        public int Count => contents?.Count ?? 0;

        public int RoomFor(int turn) => contents![turn].End - contents[turn].Start;

        public int Copy(int turn, Span<char> text) => OpenAiUserTexts.Copy(_body[contents![turn].Start..contents[turn].End], text);
    }

    private readonly struct TurnsOfConversation(ChatMessage[] messages) : ITurns
    {
        public int Count => messages.Length;

        public int RoomFor(int turn) => messages[turn].Text.Measure().Characters;

        public int Copy(int turn, Span<char> text) => messages[turn].Text.CopyTo(text);
    }
}
