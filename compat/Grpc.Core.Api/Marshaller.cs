using System.Buffers;

namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.Marshaller&lt;T&gt;</c>: how a message becomes bytes and comes back.</summary>
public class Marshaller<T>
{
    /// <summary>Stands in for the constructor of the same form.</summary>
    public Marshaller(Func<T, byte[]> serializer, Func<byte[], T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        Serializer = serializer;
        Deserializer = deserializer;
        ContextualSerializer = (message, context) => context.Complete(serializer(message));
        ContextualDeserializer = context => deserializer(context.PayloadAsNewBuffer());
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    public Marshaller(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        ContextualSerializer = serializer;
        ContextualDeserializer = deserializer;
        Serializer = message =>
        {
            var written = new Written();
            serializer(message, written);
            return written.Payload ?? throw new InvalidOperationException("The serializer did not complete the message.");
        };
        Deserializer = payload => deserializer(new ToRead(payload));
    }

    /// <summary>Stands in for <c>Serializer</c>.</summary>
    public Func<T, byte[]> Serializer { get; }

    /// <summary>Stands in for <c>Deserializer</c>.</summary>
    public Func<byte[], T> Deserializer { get; }

    /// <summary>Stands in for <c>ContextualSerializer</c>.</summary>
    public Action<T, SerializationContext> ContextualSerializer { get; }

    /// <summary>Stands in for <c>ContextualDeserializer</c>.</summary>
    public Func<DeserializationContext, T> ContextualDeserializer { get; }

    private sealed class Written : SerializationContext
    {
        private readonly ArrayBufferWriter<byte> _buffer = new();

        public byte[]? Payload { get; private set; }

        public override void Complete(byte[] payload) => Payload = payload;

        public override IBufferWriter<byte> GetBufferWriter() => _buffer;

        public override void Complete() => Payload = _buffer.WrittenSpan.ToArray();
    }

    private sealed class ToRead(byte[] payload) : DeserializationContext
    {
        public override int PayloadLength => payload.Length;

        public override byte[] PayloadAsNewBuffer() => [.. payload];

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(payload);
    }
}
