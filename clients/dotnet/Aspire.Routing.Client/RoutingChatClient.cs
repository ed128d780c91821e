using System.Runtime.CompilerServices;
using Aspire.Routing.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.AI;
using AiMessage = Microsoft.Extensions.AI.ChatMessage;
using AiResponse = Microsoft.Extensions.AI.ChatResponse;

namespace Aspire.Routing.Client;

/// <summary>
/// Lets the router answer: an <see cref="IChatClient"/> over its gRPC surface. <see cref="ChatOptions.ModelId"/> takes everything
/// the router does: a model, an alias, a tier, <c>auto</c>. Thread-safe.
/// </summary>
/// <remarks>
/// A failed call throws <see cref="RpcException"/>, whose status and <c>google.rpc.ErrorInfo</c> say why; a cancelled one
/// <see cref="OperationCanceledException"/>. Nothing is retried here: the router has tried every candidate by then.
/// <see cref="AiResponse.RawRepresentation"/> is the router's own answer, with the decision in it.
/// </remarks>
public sealed class RoutingChatClient : IChatClient
{
    private readonly RouterService.RouterServiceClient _router;
    private readonly GrpcChannel? _own;
    private readonly ChatClientMetadata _metadata;
    private readonly string? _model;

    /// <summary>Opens a connection of its own, which <see cref="Dispose"/> closes.</summary>
    /// <param name="address">The router's gRPC address, such as <c>http://127.0.0.1:7081</c>.</param>
    /// <param name="model">What to route to where the options name nothing; null leaves it to the router.</param>
    public RoutingChatClient(Uri address, string? model = null)
        : this(GrpcChannel.ForAddress(address), model, address)
    {
    }

    /// <summary>Calls through a connection that somebody else keeps.</summary>
    /// <param name="router">How the router is called.</param>
    /// <param name="model">What to route to where the options name nothing; null leaves it to the router.</param>
    public RoutingChatClient(CallInvoker router, string? model = null)
    {
        _router = new(router);
        _model = model;
        _metadata = new("aspire.routing", defaultModelId: model);
    }

    private RoutingChatClient(GrpcChannel channel, string? model, Uri address)
        : this(channel.CreateCallInvoker(), model)
    {
        _own = channel;
        _metadata = new("aspire.routing", address, model);
    }

    /// <inheritdoc/>
    public async Task<AiResponse> GetResponseAsync(
        IEnumerable<AiMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = new ChatRequest
        {
            Model = options?.ModelId ?? _model ?? "",
            Conversation = ConversationWriter.Write(messages, options),
            Hints = options.Routing,
        };
        try
        {
            return AnswerReader.Read(await _router.ChatAsync(request, cancellationToken: cancellationToken));
        }
        catch (RpcException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<AiMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new ChatStreamRequest
        {
            Model = options?.ModelId ?? _model ?? "",
            Conversation = ConversationWriter.Write(messages, options),
            Hints = options.Routing,
        };
        using var call = _router.ChatStream(request, cancellationToken: cancellationToken);
        var answer = new StreamedAnswer();
        while (await MoveNextAsync(call.ResponseStream, cancellationToken))
        {
            if (answer.Read(call.ResponseStream.Current) is { } update)
            {
                yield return update;
            }
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
        {
            return null;
        }

        return serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(RouterService.RouterServiceClient) ? _router
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Closes the connection, if it is the client's own.</summary>
    public void Dispose() => _own?.Dispose();

    private static async Task<bool> MoveNextAsync(IAsyncStreamReader<ChatStreamResponse> stream, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNext(cancellationToken);
        }
        catch (RpcException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }
}
