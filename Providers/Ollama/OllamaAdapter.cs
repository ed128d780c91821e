using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Providers.Chat;
using Providers.Embeddings;
using Providers.Failures;
using Providers.Models;
using Providers.Streams;

namespace Providers.Ollama;

/// <summary>Speaks Ollama's own API.</summary>
/// <param name="profile">The profile served.</param>
public sealed class OllamaAdapter(ProviderProfile profile) : IProviderAdapter
{
    private const string ShowPath = "api/show";

    /// <inheritdoc/>
    public WireFormat Format => WireFormat.OllamaChat;

    /// <inheritdoc/>
    public HttpRequestMessage CreateChat(ChatRequest request, UpstreamTarget target, ParameterDefaults defaults)
    {
        var message = UpstreamRequest.Create(HttpMethod.Post, target, profile.ChatPath);
        UpstreamRequest.Authorize(message, target);
        if (request.Format == WireFormat.OllamaChat)
        {
            message.Content = ParameterOverrides.Apply(OllamaBodyEdits.Apply(request, target.Deployment, defaults), target.Provider.Parameters);
            return message;
        }

        var writer = new OllamaBodyWriter(request.Conversation, target.Deployment, defaults);
        message.Content = ParameterOverrides.Apply(writer.Write(request.Stream), target.Provider.Parameters);
        DroppedFields.Set(message, writer.Dropped);
        return message;
    }

    /// <inheritdoc/>
    public async ValueTask<UpstreamCompletion> ReadChatAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await CappedBody.ReadAllAsync(response.Content, cancellationToken);
        var (answer, isDone) = OllamaAnswerReader.Read(body.Bytes, callsBefore: 0);
        return isDone
            ? new(body, ChunkFacts.Of(answer), _ => answer)
            : throw new UpstreamFailureException(UpstreamFailure.Cut("The answer does not say that it is done."));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<UpstreamChunk> ReadChatStreamAsync(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var lines = new NdjsonReader(await EventStream.OpenAsync(response, cancellationToken));
        var reader = new OllamaStreamReader();
        var read = reader.Read;
        while (!reader.IsDone && await lines.ReadAsync(cancellationToken))
        {
            yield return new(reader, lines.Data, StreamEnd.Read(read, lines.Data, lines.IsCut));
        }

        if (!reader.IsDone)
        {
            throw new UpstreamFailureException(UpstreamFailure.Cut("The stream ended before the answer did."));
        }
    }

    /// <inheritdoc/>
    public HttpRequestMessage CreateEmbeddings(EmbeddingRequest request, UpstreamTarget target)
    {
        var message = UpstreamRequest.Create(HttpMethod.Post, target, profile.EmbeddingsPath!);
        UpstreamRequest.Authorize(message, target);
        message.Content = OllamaEmbeddings.Write(request, target.Deployment.Id.Model);
        DroppedFields.Set(message, request.UnknownFields);
        return message;
    }

    /// <inheritdoc/>
    public async ValueTask<UpstreamCompletion> ReadEmbeddingsAsync(
        EmbeddingRequest request, HttpResponseMessage response, CancellationToken cancellationToken) =>
        OllamaEmbeddings.Read(await CappedBody.ReadAllAsync(response.Content, cancellationToken), request);

    /// <inheritdoc/>
    public HttpRequestMessage CreateListModels(UpstreamTarget target, string? page = null)
    {
        var message = UpstreamRequest.Create(HttpMethod.Get, target, profile.ModelsPath);
        UpstreamRequest.Authorize(message, target);
        return message;
    }

    /// <inheritdoc/>
    public DiscoveredModels ReadModels(ReadOnlyMemory<byte> body) => OllamaModelsReader.Read(body);

    /// <inheritdoc/>
    public HttpRequestMessage? CreateShowModel(UpstreamTarget target, DiscoveredModel model)
    {
        var message = UpstreamRequest.Create(HttpMethod.Post, target, ShowPath);
        UpstreamRequest.Authorize(message, target);
        message.Content = JsonContent.Create(new Dictionary<string, string> { ["model"] = model.Id });
        return message;
    }

    /// <inheritdoc/>
    public DiscoveredModel ReadModel(DiscoveredModel listed, ReadOnlyMemory<byte> body) => OllamaModelReader.Read(listed, body);
}
