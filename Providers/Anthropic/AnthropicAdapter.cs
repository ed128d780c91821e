using System.Runtime.CompilerServices;
using Providers.Chat;
using Providers.Failures;
using Providers.Models;
using Providers.OpenAi;
using Providers.Streams;

namespace Providers.Anthropic;

/// <summary>Speaks Anthropic's Messages format.</summary>
/// <param name="profile">The profile served.</param>
public sealed class AnthropicAdapter(ProviderProfile profile) : IProviderAdapter
{
    private const string VersionHeader = "anthropic-version";
    private const string Version = "2023-06-01";

    /// <inheritdoc/>
    public WireFormat Format => WireFormat.AnthropicMessages;

    /// <inheritdoc/>
    public HttpRequestMessage CreateChat(ChatRequest request, UpstreamTarget target, ParameterDefaults defaults)
    {
        var message = Create(HttpMethod.Post, target, profile.ChatPath);
        var writer = new AnthropicBodyWriter(request.Conversation, target.Deployment, defaults);
        message.Content = ParameterOverrides.Apply(writer.Write(request.Stream), target.Provider.Parameters);
        DroppedFields.Set(message, writer.Dropped);
        return message;
    }

    /// <inheritdoc/>
    public async ValueTask<UpstreamCompletion> ReadChatAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await CappedBody.ReadAllAsync(response.Content, cancellationToken);
        var answer = AnthropicAnswerReader.Read(body);
        return new(body, ChunkFacts.Of(answer), _ => answer);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<UpstreamChunk> ReadChatStreamAsync(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var events = new SseReader(await EventStream.OpenAsync(response, cancellationToken));
        var reader = new AnthropicStreamReader();
        var read = reader.Read;
        while (!reader.IsDone && await events.ReadAsync(cancellationToken))
        {
            yield return new(reader, events.Data, StreamEnd.Read(read, events.Data, events.IsCut));
        }

        if (!reader.IsDone)
        {
            throw new UpstreamFailureException(UpstreamFailure.Cut("The stream ended before the answer did."));
        }
    }

    /// <inheritdoc/>
    public ValueTask<UpstreamFailure> ReadFailureAsync(
        HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken) =>
        FailureReader.ReadAsync(response, now, cancellationToken);

    /// <inheritdoc/>
    public HttpRequestMessage CreateListModels(UpstreamTarget target, string? page = null)
    {
        var message = Create(HttpMethod.Get, target, profile.ModelsPath);
        if (page is not null)
        {
            UpstreamRequest.AddQuery(message, "after_id", page);
        }

        return message;
    }

    /// <inheritdoc/>
    public DiscoveredModels ReadModels(ReadOnlyMemory<byte> body) => OpenAiModelsReader.Read(body);

    private static HttpRequestMessage Create(HttpMethod method, UpstreamTarget target, string path)
    {
        var message = UpstreamRequest.Create(method, target, path);
        UpstreamRequest.Authorize(message, target, "x-api-key");
        if (!message.Headers.NonValidated.Contains(VersionHeader))
        {
            message.Headers.TryAddWithoutValidation(VersionHeader, Version);
        }

        return message;
    }
}
