using Compat.Tests.Wire;
using Grpc.Core;

namespace Compat.Tests.Rpc;

public sealed class CallKindTests : EchoServer
{
    [Fact]
    public async Task A_unary_call_brings_reply_headers_trailers_and_status()
    {
        using var call = Client.SayAsync(new EchoRequest { Text = "hi", Number = 7 });

        Assert.Equal(new EchoReply { Text = "hi", Number = 7 }, await call);
        Assert.Equal("hello", (await call.ResponseHeadersAsync).GetValue("greeting"));
        Assert.Equal("bye", call.GetTrailers().GetValue("parting"));
        Assert.Equal(Status.DefaultSuccess, call.GetStatus());
    }

    [Fact]
    public void A_blocking_call_brings_the_reply() =>
        Assert.Equal("hi", Client.Say(new EchoRequest { Text = "hi" }).Text);

    [Fact]
    public async Task A_server_stream_brings_every_reply_in_order()
    {
        using var call = Client.Count(new EchoRequest { Number = 1_000, Text = new string('x', 500) });

        var numbers = new List<int>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
        {
            numbers.Add(reply.Number);
        }

        Assert.Equal(Enumerable.Range(0, 1_000), numbers);
    }

    [Fact]
    public async Task A_client_stream_sends_until_completed()
    {
        using var call = Client.Sum();
        for (var i = 1; i <= 100; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Number = i });
        }

        await call.RequestStream.CompleteAsync();

        Assert.Equal(5_050, (await call).Number);
    }

    [Fact]
    public async Task A_duplex_stream_alternates()
    {
        using var call = Client.Chat();
        for (var i = 0; i < 10; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Number = i });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(i, call.ResponseStream.Current.Number);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }
}
