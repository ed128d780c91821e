using Compat.Tests.Wire;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Compat.Tests.Rpc;

public sealed class InterceptorTests : EchoServer
{
    [Fact]
    public async Task A_server_interceptor_stands_around_every_kind_of_call()
    {
        using var unary = Client.SayAsync(new EchoRequest());
        await unary;
        using var serverStream = Client.Count(new EchoRequest());
        Assert.False(await serverStream.ResponseStream.MoveNext());
        using var clientStream = Client.Sum();
        await clientStream.RequestStream.CompleteAsync();
        await clientStream;
        using var duplex = Client.Chat();
        await duplex.RequestStream.CompleteAsync();
        Assert.False(await duplex.ResponseStream.MoveNext());

        Assert.Equal(
            ["unary", "server stream", "client stream", "duplex"],
            new[] { unary.GetTrailers(), serverStream.GetTrailers(), clientStream.GetTrailers(), duplex.GetTrailers() }
                .Select(trailers => trailers.GetValue("seen-as")));
    }

    [Fact]
    public async Task Client_interceptors_run_in_the_order_given()
    {
        var client = new Echo.EchoClient(Server.Channel.Intercept(new Adds("first"), new Adds("second")));

        await client.SayAsync(new EchoRequest());
        using var call = client.Count(new EchoRequest());
        Assert.False(await call.ResponseStream.MoveNext());

        Assert.Equal("first, second", Seen.Headers.GetValue("step"));
        Assert.Equal("server stream", call.GetTrailers().GetValue("seen-as"));
    }

    [Fact]
    public async Task A_function_over_the_headers_is_an_interceptor()
    {
        var client = new Echo.EchoClient(Server.Channel.Intercept(headers =>
        {
            headers.Add("step", "function");
            return headers;
        }));

        client.Say(new EchoRequest());
        Assert.Equal("function", Seen.Headers.GetValue("step"));
        await client.SayAsync(new EchoRequest(), new Metadata { { "own", "kept" } });

        Assert.Equal("kept", Seen.Headers.GetValue("own"));
        Assert.Equal("function", Seen.Headers.GetValue("step"));
    }

    [Fact]
    public void A_client_can_name_another_host() =>
        Assert.Equal("hi", Client.WithHost("elsewhere.test").Say(new EchoRequest { Text = "hi" }).Text);

    protected override void Configure(GrpcServiceOptions options) => options.Interceptors.Add<NamesTheKind>();

    private sealed class NamesTheKind : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            context.ResponseTrailers.Add("seen-as", "unary");
            return continuation(request, context);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            context.ResponseTrailers.Add("seen-as", "server stream");
            return continuation(request, responseStream, context);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            context.ResponseTrailers.Add("seen-as", "client stream");
            return continuation(requestStream, context);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            context.ResponseTrailers.Add("seen-as", "duplex");
            return continuation(requestStream, responseStream, context);
        }
    }

    private sealed class Adds(string step) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var headers = context.Options.Headers ?? [];
            headers.Add("step", step);
            return continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
        }
    }
}
