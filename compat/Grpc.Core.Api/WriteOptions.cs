namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.WriteFlags</c>.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait for the next one.</summary>
    BufferHint = 0x1,

    /// <summary>The message goes out uncompressed.</summary>
    NoCompress = 0x2,
}

/// <summary>Stands in for <c>Grpc.Core.WriteOptions</c>: how messages of a call are written.</summary>
public class WriteOptions(WriteFlags flags = default)
{
    /// <summary>Stands in for <c>Default</c>.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>Stands in for <c>Flags</c>.</summary>
    public WriteFlags Flags { get; } = flags;
}
