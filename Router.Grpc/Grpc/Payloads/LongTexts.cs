using System.Buffers;
using System.Text.Unicode;
using Providers.Chat;
using Providers.Streams;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc.Payloads;

/// <summary>
/// The long texts of a conversation, which stay where they came in: protoc's classes would make strings of them, and so large objects. In
/// the request they leave empty texts behind.
/// </summary>
internal sealed class LongTexts
{
    /// <summary>None.</summary>
    public static readonly LongTexts None = new([]);

    // Shorter ones are no large objects as strings.
    private const int Long = 16 * 1024;

    private readonly Dictionary<(int Message, int Part), ChatText> _texts = [];
    private readonly byte[] _payload;
    private int _message = -1;
    private int _part;

    private LongTexts(byte[] payload) => _payload = payload;

    /// <summary>Where a long text of a conversation stands among the fields of a request.</summary>
    private enum Level
    {
        Request,
        Conversation,
        Message,
        Part,
    }

    /// <summary>Takes the long texts out of a request.</summary>
    /// <param name="payload">The request, in an array of the <see cref="BodyPool"/> that the result gives back.</param>
    /// <param name="length">Its length.</param>
    /// <param name="rest">Takes the request without them.</param>
    /// <returns>Null where it cannot be read.</returns>
    public static LongTexts? TryCutOut(byte[] payload, int length, BodyBuffer rest)
    {
        var texts = new LongTexts(payload);
        return texts.TryCopy(payload.AsMemory(0, length), Level.Request, rest) ? texts : null;
    }

    /// <summary>A piece's text or address that was taken out; null for one that is in the message.</summary>
    public ChatText? Find(int message, int part) => _texts.TryGetValue((message, part), out var text) ? text : (ChatText?)null;

    /// <summary>Gives the texts back: nobody may look at them any more.</summary>
    public void GiveBack()
    {
        if (_payload.Length > 0)
        {
            BodyPool.Return(_payload);
        }
    }

    private bool TryCopy(ReadOnlyMemory<byte> fields, Level level, BodyBuffer output)
    {
        while (!fields.IsEmpty)
        {
            if (!PayloadField.TryRead(fields, out var field))
            {
                return false;
            }

            if (!IsOnTheWay(level, field.Number) || field.Value is not { } value)
            {
                output.Write(fields.Span[..field.Length]);
            }
            else if (level == Level.Part)
            {
                CopyText(value, field, fields, output);
            }
            else if (!TryCopyMessage(value, level + 1, fields.Span[..field.TagLength], output))
            {
                return false;
            }

            fields = fields[field.Length..];
        }

        return true;
    }

    private bool TryCopyMessage(ReadOnlyMemory<byte> message, Level level, ReadOnlySpan<byte> tag, BodyBuffer output)
    {
        switch (level)
        {
            case Level.Message:
                _message++;
                _part = -1;
                break;
            case Level.Part:
                _part++;
                break;
        }

        using var rest = new BodyBuffer();
        if (!TryCopy(message, level, rest))
        {
            return false;
        }

        output.Write(tag);
        PayloadField.WriteLength(rest.WrittenSpan.Length, output);
        output.Write(rest.WrittenSpan);
        return true;
    }

    // Of two in one piece the last counts.
    private void CopyText(ReadOnlyMemory<byte> text, PayloadField field, ReadOnlyMemory<byte> fields, BodyBuffer output)
    {
        if (text.Length < Long || !Utf8.IsValid(text.Span))
        {
            _texts.Remove((_message, _part));
            output.Write(fields.Span[..field.Length]);
            return;
        }

        _texts[(_message, _part)] = ChatText.OfUtf8(text);
        output.Write(fields.Span[..field.TagLength]);
        PayloadField.WriteLength(0, output);
    }

    private static bool IsOnTheWay(Level level, int field) => level switch
    {
        Level.Request => field == Wire.ChatRequest.ConversationFieldNumber,
        Level.Conversation => field == Wire.Conversation.MessagesFieldNumber,
        Level.Message => field == Wire.Message.ContentFieldNumber,
        _ => field is Wire.ContentPart.TextFieldNumber or Wire.ContentPart.ImageUrlFieldNumber,
    };
}
