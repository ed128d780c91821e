using System.Buffers;
using Google.Protobuf;
using Grpc.Core;
using Providers.Streams;

namespace Router.Grpc.Grpc.Payloads;

/// <summary>A request as it came, its long texts apart.</summary>
/// <param name="Message">All the rest of it.</param>
/// <param name="Texts">What stands in its place.</param>
internal sealed record Received<T>(T Message, LongTexts Texts)
    where T : IMessage<T>
{
    /// <summary>Reads requests that have their conversation as field 2.</summary>
    public static Marshaller<Received<T>> Marshaller(MessageParser<T> parser) => Marshallers.Create(
        static (Received<T> _, SerializationContext _) => throw new NotSupportedException("Requests are read alone."), context => Read(context, parser));

    private static Received<T> Read(DeserializationContext context, MessageParser<T> parser)
    {
        var payload = context.PayloadAsReadOnlySequence();
        if (payload.Length <= BodyPool.LongestApart)
        {
            return new(parser.ParseFrom(payload), LongTexts.None);
        }

        var length = (int)payload.Length;
        var array = BodyPool.Rent(length);
        payload.CopyTo(array);
        using var rest = new BodyBuffer();
        if (LongTexts.TryCutOut(array, length, rest) is { } texts)
        {
            return new(parser.ParseFrom(rest.WrittenSpan), texts);
        }

        BodyPool.Return(array);
        return new(parser.ParseFrom(payload), LongTexts.None);
    }
}
