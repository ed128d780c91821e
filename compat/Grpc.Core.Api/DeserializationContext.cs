using System.Buffers;

namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.DeserializationContext</c>: where a message is read from.</summary>
public abstract class DeserializationContext
{
    /// <summary>Stands in for <c>PayloadLength</c>, in bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>Stands in for <c>PayloadAsNewBuffer</c>.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotSupportedException($"{GetType()} does not hand out arrays.");

    /// <summary>Stands in for <c>PayloadAsReadOnlySequence</c>.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(PayloadAsNewBuffer());
}
