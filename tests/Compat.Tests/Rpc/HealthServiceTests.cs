using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Compat.Tests.Rpc;

public sealed class HealthServiceTests : IAsyncLifetime
{
    private readonly HealthServiceImpl _health = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(5));
    private GrpcServer _server = null!;

    private Health.HealthClient Client => new(_server.Channel);

    public async Task InitializeAsync() => _server = await GrpcServer.Start(
        services =>
        {
            services.AddGrpc();
            services.AddSingleton(_health);
        },
        app => app.MapGrpcService<HealthServiceImpl>());

    public async Task DisposeAsync()
    {
        _deadline.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Check_answers_the_status_that_was_set()
    {
        _health.SetStatus("", ServingStatus.Serving);
        _health.SetStatus("a.B", ServingStatus.NotServing);

        Assert.Equal(ServingStatus.Serving, await Check(""));
        Assert.Equal(ServingStatus.NotServing, await Check("a.B"));
    }

    [Fact]
    public async Task Check_of_a_service_without_status_is_not_found()
    {
        _health.SetStatus("a.B", ServingStatus.Serving);
        _health.ClearStatus("a.B");

        var failure = await Assert.ThrowsAsync<RpcException>(() => Check("a.B"));

        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
    }

    [Fact]
    public async Task Clearing_all_forgets_every_service()
    {
        _health.SetStatus("a.B", ServingStatus.Serving);
        _health.SetStatus("c.D", ServingStatus.Serving);
        _health.ClearAll();

        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => Check("a.B"))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => Check("c.D"))).StatusCode);
    }

    [Fact]
    public async Task Watch_sends_the_present_status_and_then_each_change()
    {
        using var call = Client.Watch(new HealthCheckRequest { Service = "a.B" }, cancellationToken: _deadline.Token);
        var statuses = call.ResponseStream;

        Assert.Equal(ServingStatus.ServiceUnknown, await Next(statuses));
        _health.SetStatus("a.B", ServingStatus.Serving);
        Assert.Equal(ServingStatus.Serving, await Next(statuses));
        _health.SetStatus("a.B", ServingStatus.Serving);
        _health.SetStatus("other", ServingStatus.NotServing);
        _health.SetStatus("a.B", ServingStatus.NotServing);
        Assert.Equal(ServingStatus.NotServing, await Next(statuses));
        _health.ClearAll();
        Assert.Equal(ServingStatus.ServiceUnknown, await Next(statuses));
    }

    private async Task<ServingStatus> Check(string service) =>
        (await Client.CheckAsync(new HealthCheckRequest { Service = service }, cancellationToken: _deadline.Token)).Status;

    private async Task<ServingStatus> Next(IAsyncStreamReader<HealthCheckResponse> statuses)
    {
        Assert.True(await statuses.MoveNext(_deadline.Token));
        return statuses.Current.Status;
    }
}
