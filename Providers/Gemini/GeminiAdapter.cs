using System.Runtime.CompilerServices;
using Providers.Chat;
using Providers.Embeddings;
using Providers.Failures;
using Providers.Models;
using Providers.Streams;

namespace Providers.Gemini;

/// <summary>Speaks Gemini's own format.</summary>
/// <param name="profile">The profile served.</param>
public sealed class GeminiAdapter(ProviderProfile profile) : IProviderAdapter
{
    /// <inheritdoc/>
    public WireFormat Format => WireFormat.Gemini;

    /// <inheritdoc/>
    public HttpRequestMessage CreateChat(ChatRequest request, UpstreamTarget target, ParameterDefaults defaults)
    {
        // Model and manner stand in the path; without alt=sse the stream would be one growing JSON array.
        var message = Create(HttpMethod.Post, target, PathOf(target) + (request.Stream ? ":streamGenerateContent?alt=sse" : ":generateContent"));
        var writer = new GeminiBodyWriter(request.Conversation.WithSpeaker(), target.Deployment, defaults);
        message.Content = ParameterOverrides.Apply(writer.Write(), target.Provider.Parameters);
        DroppedFields.Set(message, writer.Dropped);
        return message;
    }

    /// <inheritdoc/>
    public async ValueTask<UpstreamCompletion> ReadChatAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await CappedBody.ReadAllAsync(response.Content, cancellationToken);
        var answer = GeminiAnswerReader.Read(body.Bytes, callsBefore: 0);
        return answer.FinishReason is not null
            ? new(body, ChunkFacts.Of(answer), _ => answer)
            : throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer does not say how it ended."));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<UpstreamChunk> ReadChatStreamAsync(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var events = new SseReader(await EventStream.OpenAsync(response, cancellationToken));
        var reader = new GeminiStreamReader();
        var read = reader.Read;
        while (await events.ReadAsync(cancellationToken))
        {
            yield return new(reader, events.Data, StreamEnd.Read(read, events.Data, events.IsCut));
        }

        if (!reader.IsDone)
        {
            throw new UpstreamFailureException(UpstreamFailure.Cut("The stream ended before the answer did."));
        }
    }

    /// <inheritdoc/>
    public int MostInputs => 100;

    /// <inheritdoc/>
    public HttpRequestMessage CreateEmbeddings(EmbeddingRequest request, UpstreamTarget target)
    {
        var model = target.Deployment.Id.Model;
        var message = Create(HttpMethod.Post, target, PathOf(target) + ":batchEmbedContents");
        message.Content = GeminiEmbeddings.Write(request, IsPath(model) ? model : $"{profile.ChatPath}/{model}");
        DroppedFields.Set(message, request.UnknownFields);
        return message;
    }

    /// <inheritdoc/>
    public async ValueTask<UpstreamCompletion> ReadEmbeddingsAsync(
        EmbeddingRequest request, HttpResponseMessage response, CancellationToken cancellationToken) =>
        GeminiEmbeddings.Read(await CappedBody.ReadAllAsync(response.Content, cancellationToken), request);

    /// <inheritdoc/>
    public HttpRequestMessage CreateListModels(UpstreamTarget target, string? page = null)
    {
        var message = Create(HttpMethod.Get, target, profile.ModelsPath);
        if (page is not null)
        {
            UpstreamRequest.AddQuery(message, "pageToken", page);
        }

        return message;
    }

    /// <inheritdoc/>
    public DiscoveredModels ReadModels(ReadOnlyMemory<byte> body) => GeminiModelsReader.Read(body);

    private string PathOf(UpstreamTarget target)
    {
        var model = target.Deployment.Id.Model;
        var name = Uri.EscapeDataString(model);
        return IsPath(model) ? name.Replace("%2F", "/", StringComparison.Ordinal) : $"{profile.ChatPath}/{name}";
    }

    // Such as tunedModels/name. With dots for a segment it would lead out of the API that it was asked for.
    private static bool IsPath(string model) =>
        model.Contains('/', StringComparison.Ordinal) && !model.StartsWith('.') && !model.Contains("/.", StringComparison.Ordinal);

    private static HttpRequestMessage Create(HttpMethod method, UpstreamTarget target, string path)
    {
        var message = UpstreamRequest.Create(method, target, path);
        UpstreamRequest.Authorize(message, target, "x-goog-api-key");
        return message;
    }
}
