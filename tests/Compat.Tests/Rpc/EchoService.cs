using Compat.Tests.Wire;
using Grpc.Core;

namespace Compat.Tests.Rpc;

/// <summary>The service under the tests; <see cref="Failing"/>, <see cref="Crashing"/> and <see cref="Lingering"/> are its moods.</summary>
internal sealed class EchoService(CallsSeen seen) : Echo.EchoBase
{
    public const string Failing = "fail";
    public const string Crashing = "crash";
    public const string Lingering = "linger";

    public override async Task<EchoReply> Say(EchoRequest request, ServerCallContext context)
    {
        seen.Deadline = context.Deadline;
        seen.Headers = context.RequestHeaders;
        switch (request.Text)
        {
            case Failing:
                throw new RpcException(
                    new Status(StatusCode.FailedPrecondition, "not now"),
                    new Metadata { { "why", "because" }, { "detail-bin", [1, 2, 250] } });
            case Crashing:
                throw new InvalidOperationException("A bug of the service.");
            case Lingering:
                await UntilCancelled(context);
                break;
        }

        await context.WriteResponseHeadersAsync(new Metadata { { "greeting", "hello" } });
        context.ResponseTrailers.Add("parting", "bye");
        return new EchoReply { Text = request.Text, Number = request.Number };
    }

    public override async Task Count(EchoRequest request, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        for (var i = 0; i < request.Number; i++)
        {
            await responseStream.WriteAsync(new EchoReply { Text = request.Text, Number = i }, context.CancellationToken);
        }

        if (request.Text == Lingering)
        {
            await UntilCancelled(context);
        }
    }

    public override async Task<EchoReply> Sum(IAsyncStreamReader<EchoRequest> requestStream, ServerCallContext context)
    {
        var sum = 0;
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            sum += request.Number;
        }

        return new EchoReply { Number = sum };
    }

    public override async Task Chat(
        IAsyncStreamReader<EchoRequest> requestStream, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(new EchoReply { Text = request.Text, Number = request.Number });
        }
    }

    private async Task UntilCancelled(ServerCallContext context)
    {
        var ended = new TaskCompletionSource();
        await using var registration = context.CancellationToken.Register(ended.SetResult);
        await ended.Task;
        seen.Cancelled.TrySetResult();
        context.CancellationToken.ThrowIfCancellationRequested();
    }
}
