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
    /// <summary>The header that names the version of the format.</summary>
    public const string VersionHeader = "anthropic-version";

    /// <summary>The header that asks for features in trial.</summary>
    public const string BetaHeader = "anthropic-beta";

    private const string Version = "2023-06-01";

    /// <inheritdoc/>
    public WireFormat Format => WireFormat.AnthropicMessages;

    /// <inheritdoc/>
    public HttpRequestMessage CreateChat(ChatRequest request, UpstreamTarget target, ParameterDefaults defaults)
    {
        if (request.Format == WireFormat.AnthropicMessages)
        {
            return Forward(request, target, profile.ChatPath, dropped => ParameterOverrides.Apply(
                AnthropicBodyEdits.Apply(request, target.Deployment, defaults, AnthropicBodyWriter.KnownLimit(target.Deployment), dropped),
                target.Provider.Parameters));
        }

        var message = Create(HttpMethod.Post, target, profile.ChatPath);
        var writer = new AnthropicBodyWriter(request.Conversation.WithSpeaker(), target.Deployment, defaults);
        message.Content = ParameterOverrides.Apply(writer.Write(request.Stream), target.Provider.Parameters);
        DroppedFields.Set(message, writer.Dropped);
        return message;
    }

    /// <inheritdoc/>
    public HttpRequestMessage? CreateCountTokens(ChatRequest request, UpstreamTarget target) =>
        request.Format == WireFormat.AnthropicMessages
            ? Forward(request, target, profile.ChatPath + "/count_tokens", dropped => AnthropicBodyEdits.ApplyForCount(request, target.Deployment, dropped))
            : null;

    /// <inheritdoc/>
    public async ValueTask<UpstreamCompletion> ReadChatAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await CappedBody.ReadAllAsync(response.Content, cancellationToken);
        var answer = AnthropicAnswerReader.Read(body.Bytes);
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

    // The caller's own bytes, and the headers that say how they are meant.
    private static HttpRequestMessage Forward(ChatRequest request, UpstreamTarget target, string path, Func<ISet<string>, HttpContent> edit)
    {
        var message = Create(HttpMethod.Post, target, path, request.Headers);
        var dropped = new SortedSet<string>(StringComparer.Ordinal);
        message.Content = edit(dropped);
        DroppedFields.Set(message, [.. dropped]);
        return message;
    }

    private static HttpRequestMessage Create(
        HttpMethod method, UpstreamTarget target, string path, params IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var message = UpstreamRequest.Create(method, target, path);
        foreach (var (name, value) in headers)
        {
            // A version that the provider's record names is there for a reason; wishes for features add up.
            if (name != VersionHeader || !message.Headers.NonValidated.Contains(VersionHeader))
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        UpstreamRequest.Authorize(message, target, "x-api-key");
        if (!message.Headers.NonValidated.Contains(VersionHeader))
        {
            message.Headers.TryAddWithoutValidation(VersionHeader, Version);
        }

        return message;
    }
}
