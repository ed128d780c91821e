using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Providers.Chat;

namespace Providers.Embeddings;

/// <summary>A request as read from a caller's body, or everything that is wrong with it.</summary>
public sealed class EmbeddingReading
{
    internal EmbeddingReading(EmbeddingRequest request) => Request = request;

    internal EmbeddingReading(ImmutableArray<RequestFault> faults) => Faults = faults;

    /// <summary>Whether there is a request.</summary>
    [MemberNotNullWhen(true, nameof(Request))]
    public bool IsValid => Request is not null;

    /// <summary>The request; null when the body is at fault.</summary>
    public EmbeddingRequest? Request { get; }

    /// <summary>What is wrong, all of it; empty when there is a request.</summary>
    public ImmutableArray<RequestFault> Faults { get; } = [];
}
