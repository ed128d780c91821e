using System.Buffers;
using Google.Protobuf;
using Providers.Chat;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc.Payloads;

/// <summary>A call of a tool as a field of a <c>Message</c> on the wire, its arguments from where they stand in the provider's answer.</summary>
internal sealed class CallPayload
{
    private readonly Wire.ToolCall _rest;
    private readonly ChatText _arguments;
    private readonly int _length;

    /// <param name="call">The call.</param>
    /// <param name="index">Its place among the calls of the answer.</param>
    public CallPayload(ToolCall call, int index)
    {
        (_rest, _arguments, _length) = (AnswerWire.WithoutArguments(call, index), call.Arguments, call.Arguments.Utf8Length);
    }

    /// <summary>Length of the field in bytes.</summary>
    public int Size => PayloadField.WriteHead(Wire.Message.ToolCallsFieldNumber, CallSize, null) + CallSize;

    private int CallSize =>
        _rest.CalculateSize() + (_length > 0 ? PayloadField.WriteHead(Wire.ToolCall.ArgumentsFieldNumber, _length, null) + _length : 0);

    /// <summary>Writes the field.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        PayloadField.WriteHead(Wire.Message.ToolCallsFieldNumber, CallSize, output);
        _rest.WriteTo(output);
        if (_length > 0)
        {
            PayloadField.WriteHead(Wire.ToolCall.ArgumentsFieldNumber, _length, output);
            _arguments.CopyTo(output);
        }
    }
}
