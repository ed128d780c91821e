using Providers.Chat;
using Providers.Embeddings;
using Providers.Failures;
using Providers.Models;

namespace Providers;

/// <summary>
/// Speaks one wire format with an upstream: builds requests and reads what comes back. Holds no state, sends nothing, retries
/// nothing. Cancellation is passed through; what an upstream does wrong is an <see cref="UpstreamFailureException"/>.
/// </summary>
public interface IProviderAdapter
{
    /// <summary>The format spoken.</summary>
    WireFormat Format { get; }

    /// <summary>Whether <see cref="Routing.Money.TokenUsage.ReportedCost"/> is what the provider will bill.</summary>
    bool ReportsCost => false;

    /// <summary>The adapter for a request in a second format that the provider speaks as well; this one for all others.</summary>
    IProviderAdapter For(ChatRequest request) => this;

    /// <summary>
    /// Builds the call. A request of the same format keeps the caller's bytes but for the model, the wish for usage figures and
    /// absent defaults; any other is translated, and <see cref="DroppedFields"/> names what the format cannot say.
    /// </summary>
    HttpRequestMessage CreateChat(ChatRequest request, UpstreamTarget target, ParameterDefaults defaults);

    /// <summary>Asks how many tokens a request has, in the caller's own format.</summary>
    /// <returns>Null where the provider does not count, or not in that format.</returns>
    HttpRequestMessage? CreateCountTokens(ChatRequest request, UpstreamTarget target) => null;

    /// <summary>Reads an answer that came in one piece.</summary>
    /// <exception cref="UpstreamFailureException">The answer is cut, malformed or an error in disguise.</exception>
    ValueTask<UpstreamCompletion> ReadChatAsync(HttpResponseMessage response, CancellationToken cancellationToken);

    /// <summary>Reads a streamed answer as it comes. A chunk's data is valid until the next one is asked for.</summary>
    /// <exception cref="UpstreamFailureException">The stream is cut, malformed or ends in an error.</exception>
    IAsyncEnumerable<UpstreamChunk> ReadChatStreamAsync(HttpResponseMessage response, CancellationToken cancellationToken);

    /// <summary>
    /// Asks for vectors. A request of the same format keeps the caller's bytes but for the model; any other is translated, and
    /// <see cref="DroppedFields"/> names what the format cannot say.
    /// </summary>
    /// <exception cref="NotSupportedException">The profile has no <see cref="ProviderProfile.EmbeddingsPath"/>, or the format no place for tokens.</exception>
    HttpRequestMessage CreateEmbeddings(EmbeddingRequest request, UpstreamTarget target) => throw new NotSupportedException("The format has no embeddings.");

    /// <summary>Most inputs that one request for vectors may have; more take several, see <see cref="EmbeddingRequest.InParts"/>.</summary>
    int MostInputs => int.MaxValue;

    /// <summary>Reads an answer with vectors.</summary>
    /// <exception cref="UpstreamFailureException">The answer is cut, malformed or an error in disguise.</exception>
    ValueTask<UpstreamCompletion> ReadEmbeddingsAsync(EmbeddingRequest request, HttpResponseMessage response, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The format has no embeddings.");

    /// <summary>Says what an answer other than 2xx means. Reads a bounded part of the body, whatever its shape.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="now">The time against which a dated <c>Retry-After</c> is measured.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<UpstreamFailure> ReadFailureAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken) =>
        FailureReader.ReadAsync(response, now, cancellationToken);

    /// <summary>Asks which models the provider serves.</summary>
    /// <param name="target">The provider.</param>
    /// <param name="page">The <see cref="DiscoveredModels.NextPage"/> of the page before; null asks for the first.</param>
    HttpRequestMessage CreateListModels(UpstreamTarget target, string? page = null);

    /// <summary>Reads a page of the list of models.</summary>
    /// <exception cref="UpstreamFailureException">The answer is not a list of models.</exception>
    DiscoveredModels ReadModels(ReadOnlyMemory<byte> body);

    /// <summary>Asks for what the list does not say of a model.</summary>
    /// <returns>Null where the list says all there is.</returns>
    HttpRequestMessage? CreateShowModel(UpstreamTarget target, DiscoveredModel model) => null;

    /// <summary>Adds what the provider says of one model to what its list says.</summary>
    /// <exception cref="UpstreamFailureException">The answer does not describe a model.</exception>
    DiscoveredModel ReadModel(DiscoveredModel listed, ReadOnlyMemory<byte> body) => listed;
}
