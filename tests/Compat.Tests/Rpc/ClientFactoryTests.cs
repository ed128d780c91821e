using Compat.Tests.Wire;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection;

namespace Compat.Tests.Rpc;

public sealed class ClientFactoryTests : EchoServer
{
    [Fact]
    public async Task A_client_is_made_with_address_and_interceptors_of_both_scopes()
    {
        var collection = new ServiceCollection();
        collection.AddLogging().AddScoped<Stamp>();
        collection.AddGrpcClient<Echo.EchoClient>(options => options.Address = Server.Address)
            .AddInterceptor(() => new Marks("channel"))
            .AddInterceptor(InterceptorScope.Client, services => new Marks(services.GetRequiredService<Stamp>().Text));
        await using var provider = collection.BuildServiceProvider(validateScopes: true);

        var stamps = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var scope = provider.CreateScope();
            await scope.ServiceProvider.GetRequiredService<Echo.EchoClient>().SayAsync(new EchoRequest());
            var marks = Seen.Headers.GetValue("mark")!.Split(", ");
            Assert.Equal([scope.ServiceProvider.GetRequiredService<Stamp>().Text, "channel"], marks);
            stamps.Add(marks[0]);
        }

        Assert.Equal(2, stamps.Distinct().Count());
    }

    [Fact]
    public async Task Named_clients_of_one_type_are_configured_apart()
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddGrpcClient<Echo.EchoClient>("a", options => options.Address = Server.Address).AddInterceptor(() => new Marks("a"));
        collection.AddGrpcClient<Echo.EchoClient>("b", (_, options) => options.Address = Server.Address).AddInterceptor(() => new Marks("b"));
        await using var provider = collection.BuildServiceProvider();
        var factory = provider.GetRequiredService<GrpcClientFactory>();

        await factory.CreateClient<Echo.EchoClient>("a").SayAsync(new EchoRequest());
        Assert.Equal("a", Seen.Headers.GetValue("mark"));
        await factory.CreateClient<Echo.EchoClient>("b").SayAsync(new EchoRequest());
        Assert.Equal("b", Seen.Headers.GetValue("mark"));
    }

    [Fact]
    public async Task The_channel_can_be_configured()
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddGrpcClient<Echo.EchoClient>(options => options.Address = Server.Address).ConfigureChannel(options => options.MaxSendMessageSize = 10);
        await using var provider = collection.BuildServiceProvider();

        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await provider.GetRequiredService<Echo.EchoClient>().SayAsync(new EchoRequest { Text = new string('x', 100) }));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [Fact]
    public async Task Call_credentials_over_cleartext_are_refused_unless_called_safe()
    {
        var collection = new ServiceCollection();
        collection.AddLogging().AddSingleton<Stamp>();
        collection.AddGrpcClient<Echo.EchoClient>("refused", options => options.Address = Server.Address)
            .AddCallCredentials((_, _) => Task.CompletedTask);
        collection.AddGrpcClient<Echo.EchoClient>("allowed", options => options.Address = Server.Address)
            .AddCallCredentials((_, metadata, services) =>
            {
                metadata.Add("service-key", services.GetRequiredService<Stamp>().Text);
                return Task.CompletedTask;
            })
            .ConfigureChannel(options => options.UnsafeUseInsecureChannelCallCredentials = true);
        await using var provider = collection.BuildServiceProvider();
        var factory = provider.GetRequiredService<GrpcClientFactory>();

        var refusal = Assert.Throws<InvalidOperationException>(() => factory.CreateClient<Echo.EchoClient>("refused"));
        Assert.Contains("TLS", refusal.Message, StringComparison.Ordinal);
        await factory.CreateClient<Echo.EchoClient>("allowed").SayAsync(new EchoRequest());
        Assert.Equal(provider.GetRequiredService<Stamp>().Text, Seen.Headers.GetValue("service-key"));
    }

    [Fact]
    public async Task A_client_without_an_address_says_how_to_give_one()
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddGrpcClient<Echo.EchoClient>();
        await using var provider = collection.BuildServiceProvider();

        var failure = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<Echo.EchoClient>());

        Assert.Contains("Address", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Grpc_settings_on_a_plain_http_client_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddHttpClient("plain").AddInterceptor(() => new Marks("x")));

    private sealed class Stamp
    {
        public string Text { get; } = Guid.NewGuid().ToString();
    }

    private sealed class Marks(string mark) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var headers = context.Options.Headers ?? [];
            headers.Add("mark", mark);
            return continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
        }
    }
}
