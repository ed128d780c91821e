using Compat.Tests.Integrations;
using Compat.Tests.Wire;
using Grpc.Core;
using Grpc.Net.Client;

namespace Compat.Tests.Rpc;

public sealed class FailureTests : EchoServer
{
    [Fact]
    public async Task A_status_thrown_by_the_service_arrives_with_its_trailers()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client.SayAsync(new EchoRequest { Text = EchoService.Failing }));

        Assert.Equal(StatusCode.FailedPrecondition, failure.StatusCode);
        Assert.Equal("not now", failure.Status.Detail);
        Assert.Equal("because", failure.Trailers.GetValue("why"));
        Assert.Equal([1, 2, 250], failure.Trailers.GetValueBytes("detail-bin"));
    }

    [Fact]
    public async Task A_bug_of_the_service_is_unknown_and_tells_nothing()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client.SayAsync(new EchoRequest { Text = EchoService.Crashing }));

        Assert.Equal(StatusCode.Unknown, failure.StatusCode);
        Assert.DoesNotContain("bug", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_is_unavailable()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{ClosedPort.Number}");

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await new Echo.EchoClient(channel).SayAsync(new EchoRequest()));

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.NotNull(failure.Status.DebugException);
    }

    [Fact]
    public async Task A_deadline_ends_the_call_on_both_sides()
    {
        var deadline = DateTime.MinValue;

        // On a machine that is busy a call may end before it reaches the service at all.
        for (var limit = TimeSpan.FromMilliseconds(500); Seen.Deadline == default; limit *= 2)
        {
            deadline = DateTime.UtcNow + limit;
            var failure = await Assert.ThrowsAsync<RpcException>(
                async () => await Client.SayAsync(new EchoRequest { Text = EchoService.Lingering }, deadline: deadline));
            Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        }

        await Seen.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(deadline, Seen.Deadline, TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task A_call_without_a_deadline_has_none()
    {
        await Client.SayAsync(new EchoRequest());

        Assert.Equal(DateTime.MaxValue, Seen.Deadline);
    }

    [Fact]
    public async Task Cancelling_a_stream_reaches_the_service()
    {
        using var cancel = new CancellationTokenSource();
        using var call = Client.Count(new EchoRequest { Text = EchoService.Lingering, Number = 1 }, cancellationToken: cancel.Token);
        Assert.True(await call.ResponseStream.MoveNext());

        await cancel.CancelAsync();

        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        await Seen.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(3));
    }
}
