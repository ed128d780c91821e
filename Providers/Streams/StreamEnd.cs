using Providers.Failures;

namespace Providers.Streams;

/// <summary>Tells an event that is nonsense from one that the stream's end cut short.</summary>
internal static class StreamEnd
{
    public static ChunkFacts Read(Func<ReadOnlyMemory<byte>, ChunkFacts> read, ReadOnlyMemory<byte> data, bool isCut)
    {
        try
        {
            return read(data);
        }
        catch (UpstreamFailureException e) when (isCut && e.Failure.Kind == FailureKind.Malformed)
        {
            throw new UpstreamFailureException(UpstreamFailure.Cut("The stream ended in the middle of an event."), e);
        }
    }
}
