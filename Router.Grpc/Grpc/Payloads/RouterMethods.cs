using Aspire.Routing.V1;
using Google.Protobuf;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Router.Grpc.Grpc.Payloads;

/// <summary>
/// The router's methods, between the wire and messages of our own where protoc's classes would make strings of long texts. The reflection
/// service finds their description through the base that protoc made.
/// </summary>
[BindServiceMethod(typeof(RouterMethods), nameof(Bind))]
internal abstract class RouterMethods : RouterService.RouterServiceBase
{
    /// <summary>For the reflection service.</summary>
    public static ServiceDescriptor Descriptor => RouterService.Descriptor;

    public abstract Task<RouteResponse> Route(Received<RouteRequest> request, ServerCallContext context);

    public abstract Task<ServedChat> Chat(Received<ChatRequest> request, ServerCallContext context);

    public abstract Task ChatStream(Received<ChatStreamRequest> request, IServerStreamWriter<ChatStreamResponse> responseStream, ServerCallContext context);

    // Under a name of its own the framework would not find it.
    public abstract new Task<EmbedResponse> Embed(EmbedRequest request, ServerCallContext context);

    /// <summary>Tells the framework of the methods, each of which it then looks for by its name and the types it takes.</summary>
    /// <param name="binder">Takes them.</param>
    /// <param name="service">Null, always.</param>
    public static void Bind(ServiceBinderBase binder, RouterMethods? service)
    {
        binder.AddMethod(
            Method(MethodType.Unary, nameof(Route), Received<RouteRequest>.Marshaller(RouteRequest.Parser), Written<RouteResponse>()),
            (UnaryServerMethod<Received<RouteRequest>, RouteResponse>)null!);
        binder.AddMethod(
            Method(MethodType.Unary, nameof(Chat), Received<ChatRequest>.Marshaller(ChatRequest.Parser), ServedChat.Marshaller),
            (UnaryServerMethod<Received<ChatRequest>, ServedChat>)null!);
        binder.AddMethod(
            Method(MethodType.ServerStreaming, nameof(ChatStream), Received<ChatStreamRequest>.Marshaller(ChatStreamRequest.Parser), Written<ChatStreamResponse>()),
            (ServerStreamingServerMethod<Received<ChatStreamRequest>, ChatStreamResponse>)null!);
        binder.AddMethod(
            Method(MethodType.Unary, nameof(Embed), Marshallers.Create(static (_, _) => { }, static context => EmbedRequest.Parser.ParseFrom(context.PayloadAsReadOnlySequence())), Written<EmbedResponse>()),
            (UnaryServerMethod<EmbedRequest, EmbedResponse>)null!);
    }

    private static Method<TRequest, TResponse> Method<TRequest, TResponse>(
        MethodType type, string name, Marshaller<TRequest> requests, Marshaller<TResponse> responses) =>
        new(type, Descriptor.FullName, name, requests, responses);

    // As protoc's own code does.
    private static Marshaller<T> Written<T>()
        where T : class, IMessage<T>, new() => Marshallers.Create(
        static (T message, SerializationContext context) =>
        {
            context.SetPayloadLength(message.CalculateSize());
            message.WriteTo(context.GetBufferWriter());
            context.Complete();
        },
        static T (DeserializationContext _) => throw new NotSupportedException("Responses are written alone."));
}
