using System.Buffers;

namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.SerializationContext</c>: where a message is written to.</summary>
public abstract class SerializationContext
{
    /// <summary>Stands in for <c>Complete</c>: hands over the whole message at once.</summary>
    public virtual void Complete(byte[] payload) => throw Unsupported();

    /// <summary>Stands in for <c>GetBufferWriter</c>.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw Unsupported();

    /// <summary>Stands in for <c>SetPayloadLength</c>: announces the size in bytes before the first is written.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Stands in for <c>Complete</c>: what was written is the message.</summary>
    public virtual void Complete() => throw Unsupported();

    private NotSupportedException Unsupported() => new($"{GetType()} does not support this way of writing a message.");
}
