using Providers.Chat;

namespace Providers;

/// <summary>A chunk that its reader has left behind.</summary>
internal sealed class KeptChunk(ChatDelta delta) : IChunkReader
{
    public ChatDelta ReadDelta(ReadOnlyMemory<byte> data) => delta;
}
