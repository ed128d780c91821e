using Google.Protobuf;
using Grpc.Core;
using Providers;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc.Payloads;

/// <summary>A <c>ChatResponse</c> as it goes over the wire.</summary>
internal sealed class ServedChat
{
    /// <summary>Writes responses, and gives back what their texts stand in.</summary>
    public static readonly Marshaller<ServedChat> Marshaller = Marshallers.Create(
        static (ServedChat served, SerializationContext context) => served.Write(context),
        static ServedChat (DeserializationContext _) => throw new NotSupportedException("Responses are written alone."));

    private readonly Wire.ChatResponse _rest;
    private readonly UpstreamCompletion _completion;
    private readonly AnswerPayload _answer;
    private readonly (Wire.Choice Head, AnswerPayload Answer)[] _others;

    /// <param name="rest">All but the answers.</param>
    /// <param name="completion">The answers, which are used up by this.</param>
    public ServedChat(Wire.ChatResponse rest, UpstreamCompletion completion)
    {
        (_rest, _completion, _answer) = (rest, completion, new(completion.Answer));
        _others = [.. completion.Answer.Others.Select(static (other, index) => (AnswerWire.WithoutMessage(other, index + 1), new AnswerPayload(other)))];
        Size = rest.CalculateSize() + _answer.SizeAs(Wire.ChatResponse.MessageFieldNumber);
        foreach (var other in _others)
        {
            var size = SizeOf(other);
            Size += PayloadField.WriteHead(Wire.ChatResponse.OtherChoicesFieldNumber, size, null) + size;
        }
    }

    /// <summary>Its length in bytes.</summary>
    public int Size { get; }

    private static int SizeOf((Wire.Choice Head, AnswerPayload Answer) choice) =>
        choice.Head.CalculateSize() + choice.Answer.SizeAs(Wire.Choice.MessageFieldNumber);

    private void Write(SerializationContext context)
    {
        context.SetPayloadLength(Size);
        var output = context.GetBufferWriter();
        _rest.WriteTo(output);
        _answer.WriteAs(Wire.ChatResponse.MessageFieldNumber, output);
        foreach (var other in _others)
        {
            PayloadField.WriteHead(Wire.ChatResponse.OtherChoicesFieldNumber, SizeOf(other), output);
            other.Head.WriteTo(output);
            other.Answer.WriteAs(Wire.Choice.MessageFieldNumber, output);
        }

        context.Complete();
        _completion.Dispose();
    }
}
