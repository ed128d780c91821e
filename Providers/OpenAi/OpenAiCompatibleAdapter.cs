using System.Runtime.CompilerServices;
using Providers.Chat;
using Providers.Embeddings;
using Providers.Failures;
using Providers.Models;
using Providers.OpenAi.Embeddings;
using Providers.OpenAi.Responses;
using Providers.Streams;

namespace Providers.OpenAi;

/// <summary>Speaks OpenAI's chat format with OpenAI and everybody who took it over.</summary>
/// <param name="profile">What sets the provider apart.</param>
public sealed class OpenAiCompatibleAdapter(ProviderProfile profile) : IProviderAdapter, IChunkReader
{
    private readonly OpenAiResponsesAdapter? _responses = profile.ResponsesPath is { } path ? new(path) : null;

    /// <inheritdoc/>
    public WireFormat Format => WireFormat.OpenAiChat;

    /// <inheritdoc/>
    public bool ReportsCost => profile.ReportsCost;

    /// <inheritdoc/>
    public IProviderAdapter For(ChatRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _responses is not null && request.OriginalFormat == WireFormat.OpenAiResponses ? _responses : this;
    }

    /// <inheritdoc/>
    public HttpRequestMessage CreateChat(ChatRequest request, UpstreamTarget target, ParameterDefaults defaults)
    {
        var message = new SharedHeadRequest(target.Heads?.For(target, profile.ChatPath) ?? new(target, profile.ChatPath));
        if (request.OpenAiMap is not null)
        {
            var refused = RefusedParameters.Of(request, target.Deployment, defaults);
            var messages = new MessageEdits(request.Body, request.OpenAiMap.MessagePlaces, profile);
            message.Content = ParameterOverrides.Apply(
                OpenAiBodyEdits.Apply(request, target, profile, defaults, refused, messages), target.Provider.Parameters);
            DroppedFields.Set(message, messages.DropsSignature ? [.. refused.Named(), MessageEdits.Signature] : refused.Named());
        }
        else
        {
            var writer = new OpenAiBodyWriter(request.Conversation, target.Deployment, profile, defaults);
            message.Content = ParameterOverrides.Apply(writer.Write(request.Stream), target.Provider.Parameters);
            DroppedFields.Set(message, writer.Dropped);
        }

        return message;
    }

    /// <inheritdoc/>
    public async ValueTask<UpstreamCompletion> ReadChatAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await CappedBody.ReadAllAsync(response.Content, cancellationToken);
        var facts = OpenAiScan.Read(body.Bytes.Span);
        return facts.HasChoices
            ? new(body, facts, OpenAiAnswerReader.Read)
            : throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer has no choices."));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<UpstreamChunk> ReadChatStreamAsync(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var events = new SseReader(await EventStream.OpenAsync(response, cancellationToken));
        var chunks = new OpenAiChunkScan();
        Func<ReadOnlyMemory<byte>, ChunkFacts> scan = chunks.Read;
        ToolCallIndexes? indexes = null;
        UpstreamChunk? held = null;
        var isFinished = false;
        while (await events.ReadAsync(cancellationToken))
        {
            var isDone = events.Data.Span.SequenceEqual("[DONE]"u8);
            if (isDone && !isFinished)
            {
                var finish = MissingFinish.Compose(chunks);
                yield return new(this, finish, OpenAiScan.Read(finish.Span));
            }

            if (held is { } usage)
            {
                yield return usage;
                held = null;
            }

            if (isDone)
            {
                yield break;
            }

            var facts = StreamEnd.Read(scan, events.Data, events.IsCut);
            isFinished |= facts.FinishReason is not null;
            var chunk = new UpstreamChunk(this, facts.LacksToolIndex ? (indexes ??= new()).AddTo(events.Data) : events.Data, facts);
            if (facts.IsUsageOnly && !isFinished)
            {
                // Usage is told last: behind the finish, should that have to be made up for.
                held = chunk.Keep();
                continue;
            }

            yield return chunk;
        }

        // Some servers leave [DONE] out; what counts is that the answer says how it ended.
        if (!isFinished)
        {
            throw new UpstreamFailureException(UpstreamFailure.Cut("The stream ended before the answer did."));
        }
    }

    /// <inheritdoc/>
    public HttpRequestMessage CreateEmbeddings(EmbeddingRequest request, UpstreamTarget target)
    {
        var message = UpstreamRequest.Create(
            HttpMethod.Post, target, profile.EmbeddingsPath ?? throw new NotSupportedException($"{profile.Name} has no embeddings."));
        UpstreamRequest.Authorize(message, target);
        message.Content = request.Body.IsEmpty
            ? OpenAiEmbeddingWriter.WriteRequest(request, target.Deployment.Id.Model)
            : OpenAiEmbeddingWriter.Forward(request.Body, target.Deployment.Id.Model);
        return message;
    }

    /// <inheritdoc/>
    public async ValueTask<UpstreamCompletion> ReadEmbeddingsAsync(
        EmbeddingRequest request, HttpResponseMessage response, CancellationToken cancellationToken) =>
        OpenAiEmbeddingScan.Read(await CappedBody.ReadAllAsync(response.Content, cancellationToken), request);

    /// <inheritdoc/>
    public HttpRequestMessage CreateListModels(UpstreamTarget target, string? page = null)
    {
        var message = UpstreamRequest.Create(HttpMethod.Get, target, profile.ModelsPath);
        UpstreamRequest.Authorize(message, target);
        if (page is not null)
        {
            UpstreamRequest.AddQuery(message, "after", page);
        }

        return message;
    }

    /// <inheritdoc/>
    public DiscoveredModels ReadModels(ReadOnlyMemory<byte> body) => OpenAiModelsReader.Read(body);

    ChatDelta IChunkReader.ReadDelta(ReadOnlyMemory<byte> data) => OpenAiDeltaReader.Read(data);

    IChunkReader IChunkReader.Keep() => this;
}
