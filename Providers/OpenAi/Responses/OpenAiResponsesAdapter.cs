using System.Runtime.CompilerServices;
using Providers.Chat;
using Providers.Failures;
using Providers.Models;
using Providers.Streams;

namespace Providers.OpenAi.Responses;

/// <summary>
/// Speaks OpenAI's Responses format with a provider that has it. Only callers of the same format are served by it, whose bytes go
/// through: of an answer only what routing and accounting must know is read.
/// </summary>
/// <param name="path">Path of responses below the provider's address.</param>
internal sealed class OpenAiResponsesAdapter(string path) : IProviderAdapter, IChunkReader
{
    public WireFormat Format => WireFormat.OpenAiResponses;

    public HttpRequestMessage CreateChat(ChatRequest request, UpstreamTarget target, ParameterDefaults defaults)
    {
        var message = UpstreamRequest.Create(HttpMethod.Post, target, path);
        UpstreamRequest.Authorize(message, target);
        var dropped = new SortedSet<string>(StringComparer.Ordinal);

        // What the provider's record sets is in the words of chats.
        message.Content = ResponsesBodyEdits.Apply(request, target, defaults, dropped);
        DroppedFields.Set(message, [.. dropped]);
        return message;
    }

    public async ValueTask<UpstreamCompletion> ReadChatAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await CappedBody.ReadAllAsync(response.Content, cancellationToken);
        return new(body, AnswerDocument.Read(body.Bytes, ResponseFacts.OfWhole), _ => throw OnlyForwarded());
    }

    public async IAsyncEnumerable<UpstreamChunk> ReadChatStreamAsync(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var events = new SseReader(await EventStream.OpenAsync(response, cancellationToken));
        while (await events.ReadAsync(cancellationToken))
        {
            var facts = StreamEnd.Read(ResponseFacts.OfEvent, events.Data, events.IsCut);
            yield return new(this, events.Data, facts);
            if (facts.FinishReason is not null)
            {
                yield break;
            }
        }

        throw new UpstreamFailureException(UpstreamFailure.Cut("The stream ended before the answer did."));
    }

    public HttpRequestMessage CreateListModels(UpstreamTarget target, string? page = null) => throw new NotSupportedException("Models are listed by the chat format.");

    public DiscoveredModels ReadModels(ReadOnlyMemory<byte> body) => throw new NotSupportedException("Models are listed by the chat format.");

    ChatDelta IChunkReader.ReadDelta(ReadOnlyMemory<byte> data) => throw OnlyForwarded();

    IChunkReader IChunkReader.Keep() => this;

    private static NotSupportedException OnlyForwarded() => new("Responses are forwarded, never translated.");
}
