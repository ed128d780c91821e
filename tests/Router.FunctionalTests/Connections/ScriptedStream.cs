namespace Router.FunctionalTests.Connections;

/// <summary>The other side of a connection: takes whatever is written, and gives out its bytes in pieces that end at given places.</summary>
internal sealed class ScriptedStream(byte[] bytes, int[] cuts) : MemoryStream(bytes, writable: false)
{
    public override bool CanWrite => true;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var end = cuts.FirstOrDefault(cut => cut > Position, (int)Length);
        return new(Read(buffer.Span[..Math.Min(buffer.Length, end - (int)Position)]));
    }
}
