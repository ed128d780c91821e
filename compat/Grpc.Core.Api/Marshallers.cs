using System.Text;

namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.Marshallers</c>; generated stubs call it.</summary>
public static class Marshallers
{
    /// <summary>Stands in for <c>StringMarshaller</c>: text as UTF-8.</summary>
    public static Marshaller<string> StringMarshaller { get; } = new(Encoding.UTF8.GetBytes, Encoding.UTF8.GetString);

    /// <summary>Stands in for <c>Create</c>.</summary>
    public static Marshaller<T> Create<T>(Func<T, byte[]> serializer, Func<byte[], T> deserializer) => new(serializer, deserializer);

    /// <summary>Stands in for <c>Create</c>.</summary>
    public static Marshaller<T> Create<T>(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer) =>
        new(serializer, deserializer);
}
