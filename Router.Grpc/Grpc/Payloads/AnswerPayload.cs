using System.Buffers;
using Google.Protobuf;
using Providers.Chat;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc.Payloads;

/// <summary>
/// An answer as a <c>Message</c> on the wire. Its texts go from where they stand in the provider's answer straight into the payload: as
/// strings of protoc's classes long ones would be large objects.
/// </summary>
internal sealed class AnswerPayload
{
    private static readonly Wire.Message Head = new() { Role = "assistant" };

    private readonly CallPayload[] _calls;
    private readonly ChatText _text;
    private readonly ChatText _reasoning;
    private readonly int _textLength;
    private readonly int _reasoningLength;

    public AnswerPayload(ChatAnswer answer)
    {
        _calls = [.. answer.ToolCalls.Select(static (call, index) => new CallPayload(call, index))];
        _text = answer.Text ?? answer.Refusal ?? "";
        _reasoning = answer.Reasoning ?? "";
        (_textLength, _reasoningLength) = (_text.Utf8Length, _reasoning.Utf8Length);
        Size = Head.CalculateSize()
            + _calls.Sum(static call => call.Size)
            + (_textLength > 0 ? PayloadField.WriteHead(Wire.Message.ContentFieldNumber, PartSize, null) + PartSize : 0)
            + (_reasoningLength > 0 ? PayloadField.WriteHead(Wire.Message.ReasoningFieldNumber, _reasoningLength, null) + _reasoningLength : 0);
    }

    /// <summary>Its length in bytes.</summary>
    public int Size { get; }

    private int PartSize => PayloadField.WriteHead(Wire.ContentPart.TextFieldNumber, _textLength, null) + _textLength;

    /// <summary>Its length as a field of another message.</summary>
    public int SizeAs(int field) => PayloadField.WriteHead(field, Size, null) + Size;

    /// <summary>Writes it as a field of another message.</summary>
    public void WriteAs(int field, IBufferWriter<byte> output)
    {
        PayloadField.WriteHead(field, Size, output);
        Head.WriteTo(output);
        Array.ForEach(_calls, call => call.Write(output));
        if (_textLength > 0)
        {
            PayloadField.WriteHead(Wire.Message.ContentFieldNumber, PartSize, output);
            PayloadField.WriteHead(Wire.ContentPart.TextFieldNumber, _textLength, output);
            _text.CopyTo(output);
        }

        if (_reasoningLength > 0)
        {
            PayloadField.WriteHead(Wire.Message.ReasoningFieldNumber, _reasoningLength, output);
            _reasoning.CopyTo(output);
        }
    }
}
