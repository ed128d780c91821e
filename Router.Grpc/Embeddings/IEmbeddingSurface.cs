using Providers.Embeddings;
using Providers.Streams;
using Router.Grpc.Surfaces;

namespace Router.Grpc.Embeddings;

/// <summary>What sets one HTTP surface for embeddings apart from the others. Holds no state of a request.</summary>
internal interface IEmbeddingSurface
{
    /// <summary>How errors look.</summary>
    IErrorForm Errors { get; }

    /// <summary>Whether the request's headers promise a body that can be read.</summary>
    bool Accepts(HttpRequest request) => RequestBody.IsJson(request);

    /// <summary>Validates a body. Never throws on the caller's fault.</summary>
    EmbeddingReading Read(ReadOnlyMemory<byte> body);

    /// <summary>The answer in the surface's own form, the receiver's to give back. One that is in it already keeps its bytes.</summary>
    WholeBody Compose(EmbeddingOperation served);
}
