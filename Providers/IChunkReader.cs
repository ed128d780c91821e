using Providers.Chat;

namespace Providers;

/// <summary>Reads chunks of one format into canonical deltas.</summary>
internal interface IChunkReader
{
    ChatDelta ReadDelta(ReadOnlyMemory<byte> data);

    /// <summary>A reader of the current chunk alone, for those that go on to the next.</summary>
    IChunkReader Keep() => new KeptChunk(ReadDelta(default));
}
