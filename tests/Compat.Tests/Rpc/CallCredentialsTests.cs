using Compat.Tests.Wire;
using Grpc.Core;
using Grpc.Net.Client;

namespace Compat.Tests.Rpc;

public sealed class CallCredentialsTests : EchoServer
{
    private static readonly CallCredentials Key = CallCredentials.FromInterceptor((context, metadata) =>
    {
        metadata.Add("authorization", $"Bearer for {context.MethodName}");
        return Task.CompletedTask;
    });

    [Fact]
    public void Cleartext_channel_credentials_cannot_carry_them()
    {
        var refusal = Assert.Throws<ArgumentException>(() => ChannelCredentials.Create(ChannelCredentials.Insecure, Key));

        Assert.Contains("CallCredentials", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(ChannelCredentials.Create(ChannelCredentials.SecureSsl, Key));
    }

    [Fact]
    public async Task A_call_over_cleartext_goes_out_without_them()
    {
        await Client.SayAsync(new EchoRequest(), new CallOptions().WithCredentials(Key));

        Assert.Null(Seen.Headers.GetValue("authorization"));
    }

    [Fact]
    public async Task A_channel_told_to_be_unsafe_sends_all_that_are_composed()
    {
        using var channel = GrpcChannel.ForAddress(Server.Address, new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = true });
        var second = CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("second", "too");
            return Task.CompletedTask;
        });

        await new Echo.EchoClient(channel).SayAsync(new EchoRequest(), new CallOptions().WithCredentials(CallCredentials.Compose(Key, second)));

        Assert.Equal("Bearer for Say", Seen.Headers.GetValue("authorization"));
        Assert.Equal("too", Seen.Headers.GetValue("second"));
    }
}
