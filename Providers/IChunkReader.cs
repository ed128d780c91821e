using Providers.Chat;

namespace Providers;

/// <summary>Reads chunks of one format into canonical deltas.</summary>
internal interface IChunkReader
{
    ChatDelta ReadDelta(ReadOnlyMemory<byte> data);
}
