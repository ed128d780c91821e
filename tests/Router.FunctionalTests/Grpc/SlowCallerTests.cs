using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Grpc;

public sealed class SlowCallerTests
{
    [Fact]
    public async Task The_time_that_a_caller_takes_to_read_is_not_the_providers()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Hel", "lo", "!") with { IntervalMs = 50 });
        var clock = new FakeClock();
        var caller = new SlowCaller();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), services => services
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(caller)
            .Configure<GrpcServiceOptions>(static options => options.Interceptors.Add<SlowCaller>()));

        using var call = router.Client().ChatStream(GrpcCalls.Stream());
        var reading = call.ResponseStream.ReadAllAsync().ToListAsync().AsTask();
        await caller.Holds.Task;
        // Longer than between two events, shorter than a request may take.
        clock.Advance(TimeSpan.FromMinutes(4));
        caller.GoesOn.SetResult();

        Assert.Equal("Hello!", string.Concat((await reading).Where(static piece => piece.Delta is not null).Select(static piece => piece.Delta.Text)));
    }

    /// <summary>Takes nothing more for a while, as a caller whose window is full.</summary>
    private sealed class SlowCaller : Interceptor
    {
        public TaskCompletionSource Holds { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource GoesOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
            continuation(request, new SlowWriter<TResponse>(responseStream, this), context);
    }

    private sealed class SlowWriter<T>(IServerStreamWriter<T> writer, SlowCaller caller) : IServerStreamWriter<T>
    {
        public WriteOptions? WriteOptions
        {
            get => writer.WriteOptions;
            set => writer.WriteOptions = value;
        }

        public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

        public async Task WriteAsync(T message, CancellationToken cancellationToken)
        {
            caller.Holds.TrySetResult();
            await caller.GoesOn.Task;
            await writer.WriteAsync(message, cancellationToken);
        }
    }
}
